import { afterAll, expect, it } from "vitest";
import { readText } from "../read-text.ts";
import { connectServer } from "../server/connect-server.ts";
import { openControl } from "../server/control.ts";
import { startServer } from "../server/server.ts";
import type { Subject } from "../subject.ts";
import { sections } from "../vectors.ts";
import { type Candidate, playVector } from "./play-vector.ts";

const server = await startServer();
const control = await openControl(server);
/** As another process uses the server. */
const connected = await connectServer(control.url);
afterAll(async () => {
  await control.close();
  await server.close();
});

const plain: Subject = (_, beforeSend) => ({
  async send({ url, options: _options, ...init }) {
    beforeSend();
    const { status, body } = await fetch(url, init);
    return { status, ...(await readText(body)), attempts: [] };
  },
});

const play = (id: string, gaps: Candidate["gaps"] = []) => {
  const vector = sections.flatMap(({ vectors }) => vectors).find((one) => one.id === id);
  if (vector === undefined) throw new Error(`There is no vector ${id}`);
  return playVector(vector, { subject: plain, gaps }, connected);
};

it("passes what behaves as the vector says, over a server of another process", async () => {
  expect(await play("A2")).toEqual({ id: "A2", omissions: [], result: "passed" });
});

it("reports what does not", async () => {
  expect(await play("A1.2")).toMatchObject({
    id: "A1.2",
    result: "failed",
    actual: { requests: 1, status: 500 },
    expected: { requests: 2, status: 200 },
  });
});

it("plays nothing if a gap leaves nothing to compare, and says why", async () => {
  const gap = { why: "It sends once.", has: () => true, without: [] };
  expect(await play("A1.2", [gap])).toEqual({
    id: "A1.2",
    omissions: [{ why: "It sends once.", without: [] }],
    result: "not played",
  });
});

it("passes what differs only within a gap, and says so", async () => {
  const gap = { why: "It sends once.", has: () => true, without: ["requests", "status", "text", "answering"] };
  expect(await play("A1.2", [gap])).toEqual({
    id: "A1.2",
    omissions: [{ why: "It sends once.", without: ["requests", "status", "text", "answering"] }],
    result: "passed",
  });
});
