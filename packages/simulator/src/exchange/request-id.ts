const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const gatewayOffsetMs = 8 * 3_600_000;

/**
 * An id in the gateway's shape: `YYYYMMDDhhmmss` at UTC+8, nine digits of nanoseconds, eight letters or digits.
 *
 * @param now - milliseconds since the epoch
 */
export function createRequestId(now: number): string {
  const local = new Date(now + gatewayOffsetMs).toISOString();
  const nanoseconds = (Math.floor(now) % 1000) * 1_000_000 + Math.floor(Math.random() * 1_000_000);
  let id = local.slice(0, 19).replace(/\D/g, "") + String(nanoseconds).padStart(9, "0");
  for (let index = 0; index < 8; index += 1) id += alphabet[Math.floor(Math.random() * alphabet.length)];
  return id;
}
