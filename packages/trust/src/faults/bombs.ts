import { once } from "node:events";
import { Readable } from "node:stream";
import zlib from "node:zlib";

const letters = Buffer.alloc(1024 * 1024, 97);

/** What a bomb unpacks to, in megabytes. */
const bombSize = 256;

const { Z_FULL_FLUSH: finishFlush } = zlib.constants;
/** A megabyte that depends on nothing before it, so that it can come again and again. */
const packed = Array<Buffer>(bombSize).fill(zlib.deflateRawSync(letters, { finishFlush }));

/** Bodies that begin as is said and go on with one letter, without an end for whoever gets that far. */
export const bombs = {
  gzip: (start: string) => Buffer.concat([zlib.gzipSync(start, { finishFlush }), ...packed]),
  deflate: (start: string) => Buffer.concat([zlib.deflateSync(start, { finishFlush }), ...packed]),
  // A few hundred bytes.
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

/** What a test has unpacked. */
class Unpacked {
  bytes = 0;
  get megabytes(): number {
    return this.bytes / letters.length;
  }
}

let current = new Unpacked();
const owners = new WeakMap<Readable, Unpacked>();

// What every stream of zlib inherits from.
const zlibStream: { push: Readable["push"] } = Object.getPrototypeOf(Object.getPrototypeOf(zlib.Gunzip.prototype));
zlibStream.push = function (this: Readable, chunk: Buffer | null, encoding) {
  const owner = owners.get(this) ?? current;
  owners.set(this, owner);
  owner.bytes += chunk?.length ?? 0;
  return Readable.prototype.push.call(this, chunk, encoding);
};

/** Counts what is unpacked by streams that begin from now on: those of an earlier count may not be over. */
export function countUnpacked(): Pick<Unpacked, "megabytes"> {
  current = new Unpacked();
  return current;
}
