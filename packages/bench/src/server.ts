import { createServer } from "node:http";

/** The benchmark's server, in a process of its own: one small answer, keep-alive. Tells its parent the port. */
const body = JSON.stringify({
  id: "chatcmpl-bench",
  object: "chat.completion",
  created: 1_790_000_000,
  model: "bench",
  choices: [{ index: 0, message: { role: "assistant", content: "a".repeat(820) }, finish_reason: "stop" }],
  usage: { prompt_tokens: 9, completion_tokens: 205, total_tokens: 214 },
});

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" && address !== null ? address.port : 0);
});
process.on("disconnect", () => process.exit());
