import { once } from "node:events";
import { Readable } from "node:stream";
import zlib from "node:zlib";

const letters = Buffer.alloc(1024 * 1024, 97);

/** The decompressed size of a bomb, in megabytes. */
const bombSize = 256;

const { Z_FULL_FLUSH: finishFlush } = zlib.constants;
/** A compressed megabyte that depends on nothing before it, so that it can be repeated. */
const packed = Array<Buffer>(bombSize).fill(zlib.deflateRawSync(letters, { finishFlush }));

/** Bodies that begin as named and continue with one repeated letter, without an end for anyone who reads that far. */
export const bombs = {
  gzip: (start: string) => Buffer.concat([zlib.gzipSync(start, { finishFlush }), ...packed]),
  deflate: (start: string) => Buffer.concat([zlib.deflateSync(start, { finishFlush }), ...packed]),
  // A few hundred bytes long.
  async br(start: string): Promise<Buffer> {
    const packer = zlib.createBrotliCompress({ params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } });
    const pieces: Buffer[] = [];
    packer.on("data", (piece: Buffer) => pieces.push(piece)).write(start);
    for (let size = 0; size < bombSize; size++) if (!packer.write(letters)) await once(packer, "drain");
    packer.end();
    await once(packer, "end");
    return Buffer.concat(pieces);
  },
};

/** How much a test has decompressed. */
class Unpacked {
  bytes = 0;
  get megabytes(): number {
    return this.bytes / letters.length;
  }
}

let current = new Unpacked();
const owners = new WeakMap<Readable, Unpacked>();

// The class that every stream of zlib inherits from.
const zlibStream: { push: Readable["push"] } = Object.getPrototypeOf(Object.getPrototypeOf(zlib.Gunzip.prototype));
zlibStream.push = function (this: Readable, chunk: Buffer | null, encoding) {
  const owner = owners.get(this) ?? current;
  owners.set(this, owner);
  owner.bytes += chunk?.length ?? 0;
  return Readable.prototype.push.call(this, chunk, encoding);
};

/** Counts what is decompressed by streams that begin from now on: those of an earlier test may not have ended. */
export function countUnpacked(): Pick<Unpacked, "megabytes"> {
  current = new Unpacked();
  return current;
}
