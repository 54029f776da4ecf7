import type { SampleRequest as Sample } from "@comet-triage/simulator";

/** What every client is asked to send. */
export const SampleRequest = ({ request: { method, path, body } }: { readonly request: Sample }) => (
  <div class="sample">
    <code>
      {method} {path}
    </code>
    <pre>{typeof body === "string" ? body : JSON.stringify(body)}</pre>
  </div>
);
