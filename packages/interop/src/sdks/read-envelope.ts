/** Code and message of an error's parsed body, as a user reads them. */
export const readEnvelope = (data: unknown): { readonly code?: string; readonly message?: string } =>
  (data as { readonly error?: { readonly code?: string; readonly message?: string } } | undefined)?.error ?? {};
