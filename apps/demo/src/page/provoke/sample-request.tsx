import type { SampleRequest as Sample } from "@comet-triage/simulator";

/** The request that every client sends. */
export const SampleRequest = ({ request: { method, path, body } }: { readonly request: Sample }) => (
  <div class="sample">
    <code>
      {method} {path}
    </code>
    <pre>{typeof body === "string" ? body : JSON.stringify(body)}</pre>
  </div>
);
