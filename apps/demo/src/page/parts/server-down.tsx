import { loadLabInfo } from "../lab-info.ts";

async function tryAgain(): Promise<void> {
  await loadLabInfo();
  // The button that had the focus is gone.
  document.getElementById("main")?.focus();
}

export const ServerDown = ({ error }: { readonly error: string }) => (
  <div class="notice row" role="alert">
    <span>{error}</span>
    <button type="button" class="button slight" onClick={tryAgain}>
      Try again
    </button>
  </div>
);
