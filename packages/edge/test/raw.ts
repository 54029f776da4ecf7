import { connect, type Socket } from "node:net";

/** A connection for raw bytes, for requests that no client would send. */
export function dial(origin: string): Socket {
  const { hostname, port } = new URL(origin);
  return connect(Number(port), hostname);
}

/**
 * Sends bytes as they are and returns everything that arrives, until the other side closes or has answered `answers` times.
 */
export function sendRaw(origin: string, bytes: string, answers = 1): Promise<string> {
  return new Promise((resolve) => {
    const socket = dial(origin);
    let text = "";
    const end = () => {
      socket.destroy();
      resolve(text);
    };
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (statusesIn(text).length >= answers && text.includes("\r\n\r\n")) end();
    });
    socket.on("error", end).on("close", end);
    socket.write(Buffer.from(bytes, "latin1"));
  });
}

/** The statuses of the answers, in order. */
export const statusesIn = (text: string): number[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
