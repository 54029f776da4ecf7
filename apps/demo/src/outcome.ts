/** How a call ended, in short: "ok after 2 retries". */

export function tellSuccess(attempts: number): string {
  if (attempts === 1) return "ok, sent once";
  return `ok after ${attempts - 1} ${attempts === 2 ? "retry" : "retries"}`;
}

export const tellError = (status: number, attempts: number): string => `error ${status}, ${tellSent(attempts)}`;

export const tellPassedOn = (status: number, attempts: number): string => `${status} passed on, ${tellSent(attempts)}`;

export const tellNoAnswer = (attempts: number): string => `no answer, ${tellSent(attempts)}`;

export const tellBroken = (tokens: number): string =>
  `stream broke after ${tokens} ${tokens === 1 ? "token" : "tokens"}`;

export const tellSent = (attempts: number): string => (attempts === 1 ? "sent once" : `sent ${attempts} times`);
