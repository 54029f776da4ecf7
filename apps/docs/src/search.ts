/**
 * How much a section's words count in the search. Nothing from outside of it is used: it is sent to the page as text.
 *
 * @param id - the section's address: "/errors#_429-too-many-requests"
 */
export const weightOf = (id: string): number =>
  /\/(?:decisions\/|benchmarks|comparison|specification|architecture|CONTRIBUTING|SECURITY)/.test(id) ? 0.2 : 1;
