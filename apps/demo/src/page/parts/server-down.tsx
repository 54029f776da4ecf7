import { loadLabInfo } from "../lab-info.ts";

export const ServerDown = ({ error }: { readonly error: string }) => (
  <div class="notice row" role="alert">
    <span>{error}</span>
    <button type="button" class="button slight" onClick={() => loadLabInfo()}>
      Try again
    </button>
  </div>
);
