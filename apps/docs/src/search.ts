/**
 * The weight of a section's words in the search. The function is sent to the page as text, so it uses nothing from outside.
 *
 * @param id - the section's address: "/errors#_429-too-many-requests"
 */
export const weightOf = (id: string): number =>
  /\/(?:decisions\/|benchmarks|comparison|specification|architecture|CONTRIBUTING|SECURITY)/.test(id) ? 0.2 : 1;
