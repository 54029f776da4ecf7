import type { Socket } from "node:net";
import { answerOf, chunk, chunkedHead, lastChunk } from "./wire.ts";

/** Something that goes wrong with the first request's answer; the second request succeeds. */
export interface Fault {
  readonly name: string;
  /** Writes the part of an answer that is sent. */
  strike(socket: Socket): void;
  /** The rows that may decide about the first attempt. */
  readonly rules: readonly string[];
  /** Whether it is retried. */
  readonly isRetried: boolean;
}

/** Breaks a connection once everything that was written has been sent. */
const reset = (socket: Socket, text: string): void => void socket.write(text, () => socket.resetAndDestroy());

const json = "application/json";
const refusal = '{"error":{"message":"invalid tok';
const opening = 'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}\n\n';
const events = chunkedHead(200, "text/event-stream");

// Complete answers say that the connection ends with them, so that no other request is sent over it.
const lastAnswer = answerOf(503, '{"error":{}}').replace("\r\n", "\r\nconnection: close\r\n");
const lastEvents = chunkedHead(200, "text/event-stream", "connection: close\r\n");

const broken = { rules: ["connection-reset"], isRetried: true };
const unavailable = { rules: ["service-unavailable"], isRetried: true };

/** Faults that need no help from the caller, by the phase of the answer. */
export const faults: readonly Fault[] = [
  { name: "a reset before the headers", strike: (socket) => socket.resetAndDestroy(), ...broken },
  { name: "an end before the headers", strike: (socket) => socket.end(), ...broken },
  { name: "a reset in the status line", strike: (socket) => reset(socket, "HTTP/1.1 20"), ...broken },
  { name: "an end in the status line", strike: (socket) => socket.end("HTTP/1.1 20"), ...broken },
  { name: "a reset in the headers", strike: (socket) => reset(socket, "HTTP/1.1 200 x\r\ncontent-ty"), ...broken },
  { name: "an end in the headers", strike: (socket) => socket.end("HTTP/1.1 200 x\r\ncontent-ty"), ...broken },
  {
    name: "a response in another protocol",
    strike: (socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"),
    ...broken,
  },
  {
    name: "a megabyte of headers",
    strike: (socket) => socket.end(`HTTP/1.1 200 x\r\n${"x-a: b\r\n".repeat(131_072)}\r\n`),
    ...broken,
  },
  {
    name: "a header of one megabyte",
    strike: (socket) => socket.end(`HTTP/1.1 200 x\r\nx-a: ${"b".repeat(1_048_576)}\r\n\r\n`),
    ...broken,
  },
  {
    name: "a reset in the body of a failure",
    strike: (socket) => reset(socket, `HTTP/1.1 503 x\r\ncontent-type: ${json}\r\ncontent-length: 99\r\n\r\n{"error"`),
    // A reset discards what has not been read, even the status.
    rules: ["service-unavailable", "connection-reset"],
    isRetried: true,
  },
  {
    name: "a failure shorter than its content-length",
    strike: (socket) => socket.end(`HTTP/1.1 503 x\r\ncontent-type: ${json}\r\ncontent-length: 99\r\n\r\n{"error"`),
    ...unavailable,
  },
  {
    name: "a failure longer than its content-length",
    strike: (socket) => socket.end(`${lastAnswer}and more`),
    // axios may reach the excess before it has passed on the rest.
    rules: ["service-unavailable", "connection-reset"],
    isRetried: true,
  },
  {
    name: "a failure with two different content-lengths",
    strike: (socket) => socket.end(lastAnswer.replace("\r\n", "\r\ncontent-length: 3\r\n")),
    ...broken,
  },
  {
    name: "a chunked failure with a content-length",
    strike: (socket) => socket.end(chunkedHead(503, json, "content-length: 3\r\n") + chunk('{"error":{}}') + lastChunk),
    ...broken,
  },
  {
    name: "a chunked failure that ends inside a chunk",
    strike: (socket) => socket.end(`${chunkedHead(503, json)}${chunk('{"error"').slice(0, -5)}`),
    ...unavailable,
  },
  {
    name: "a chunked failure with an invalid chunk size",
    strike: (socket) => socket.end(`${chunkedHead(503, json)}zz\r\n{"error"`),
    // axios tells of the chunk alone.
    rules: ["service-unavailable", "connection-reset"],
    isRetried: true,
  },
  {
    name: "an uncompressed failure labelled as gzip",
    strike: (socket) => socket.end(lastAnswer.replace("\r\n", "\r\ncontent-encoding: gzip\r\n")),
    rules: ["service-unavailable"],
    isRetried: true,
  },
  {
    name: "a refusal shorter than its content-length",
    strike: (socket) => socket.end(`HTTP/1.1 401 x\r\ncontent-type: ${json}\r\ncontent-length: 99\r\n\r\n${refusal}`),
    rules: ["invalid-token"],
    isRetried: false,
  },
  {
    name: "a reset in a stream before its first content",
    strike: (socket) => reset(socket, events + chunk(opening)),
    ...broken,
  },
  {
    name: "an end in a stream before its first content, in the middle of an event",
    strike: (socket) => socket.end(events + chunk(opening) + chunk('data: {"choices":[{"ind')),
    ...broken,
  },
  {
    name: "a stream that ends before its first content",
    strike: (socket) => socket.end(`${lastEvents}${chunk(opening)}0\r\n\r\n`),
    rules: ["stream-cut"],
    isRetried: true,
  },
];
