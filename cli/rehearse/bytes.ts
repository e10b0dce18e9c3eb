import { pipeline, Readable } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';

/** Large pieces: less to do between them. */
const CHUNK_BYTES = 256 * 1024;
const GZIP_MAGIC = [0x1f, 0x8b] as const;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** A packed log file of this size is unpacked at once, which is faster; memory stays bounded. */
export const SMALL_BYTES = 1024 * 1024;
const SMALL_UNPACKED_BYTES = 32 * 1024 * 1024;

/** The contents of a small file. Undefined for one that is damaged or not small: then what is whole in it can be streamed. */
export function contentsOfSmall(file: Buffer): Buffer | undefined {
  if (!isPacked(file)) return withoutMark(file);
  try {
    return withoutMark(gunzipSync(file, { maxOutputLength: SMALL_UNPACKED_BYTES }));
  } catch {
    return undefined;
  }
}

/**
 * The contents of a log file, unpacked where they are packed. Their first bytes tell, because tools that download them
 * unpack some and keep the name.
 *
 * @throws Error where the source fails, or is damaged; what came before the damage has been given then.
 */
export async function* contentsOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  const head = await firstBytes(chunks);
  const whole = startingWith(head, chunks);
  if (!isPacked(head)) {
    yield* unmarked(whole);
    return;
  }
  const unpacked = createGunzip({ chunkSize: CHUNK_BYTES });
  // What fails, fails the iteration of its end.
  pipeline(Readable.from(whole), unpacked, () => {});
  yield* unmarked(unpacked);
}

/** Enough to tell; less only where there is no more. */
async function firstBytes(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < BYTE_ORDER_MARK.length) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

async function* startingWith(head: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  } finally {
    await chunks.return?.();
  }
}

async function* unmarked(contents: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let atBeginning = true;
  for await (const chunk of contents) {
    yield atBeginning ? withoutMark(chunk) : chunk;
    atBeginning = false;
  }
}

function isPacked(file: Buffer): boolean {
  return GZIP_MAGIC.every((byte, at) => file[at] === byte);
}

/** Windows' tools begin a file with a mark that JSON does not know. */
function withoutMark(beginning: Buffer): Buffer {
  const isMarked = beginning.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  return isMarked ? beginning.subarray(BYTE_ORDER_MARK.length) : beginning;
}
