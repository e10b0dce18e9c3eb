import { createReadStream, readFileSync } from 'node:fs';
import { errorMessage } from '../text/error-message';
import { contentsOf, contentsOfSmall, SMALL_BYTES } from './bytes';
import type { Damage } from './damage';
import { type Found, findLogFiles, STANDARD_INPUT } from './find-log-files';
import { RecordSplitter } from './record-splitter';

const CHUNK_BYTES = 256 * 1024;

/** What log files are read with. */
export interface LogFileReading {
  readonly paths: readonly string[];
  readonly stdin: NodeJS.ReadableStream;
  /** Takes an event. @returns why it is none, where it is none. */
  readonly add: (record: unknown) => string | undefined;
  readonly damage: Damage;
  readonly signal: AbortSignal;
  /** Told the bytes read so far. */
  readonly onProgress: (bytes: number) => void;
}

export interface FilesRead {
  readonly files: number;
  /** Files without a byte. */
  readonly empty: number;
}

/** Reads log files one after the other, a piece at a time, until the end or the signal. What is damaged is noted. */
export async function readLogFiles(reading: LogFileReading): Promise<FilesRead> {
  const { paths, damage, signal } = reading;
  let [files, empty, bytes] = [0, 0, 0];
  for (const found of findLogFiles(paths)) {
    if (signal.aborted) break;
    if (found.type === 'unreadable') {
      damage.file(found.path, found.reason);
      continue;
    }
    const before = bytes;
    await readFile(found, reading, (more) => {
      bytes += more;
      reading.onProgress(bytes);
    });
    files += 1;
    if (bytes === before) empty += 1;
  }
  return { files, empty };
}

async function readFile(
  found: Exclude<Found, { readonly type: 'unreadable' }>,
  { stdin, add, damage, signal }: LogFileReading,
  onBytes: (count: number) => void,
): Promise<void> {
  const name = found.type === 'file' ? found.path : STANDARD_INPUT;
  const splitter = splitterFor(name, add, damage);
  const small = found.type === 'file' ? smallFile(found) : undefined;
  if (small !== undefined) {
    onBytes(found.type === 'file' ? found.bytes : 0);
    splitter.push(small);
    splitter.end();
    // Lets the progress bar be drawn, and Ctrl-C come through.
    return new Promise<void>((resolve) => setImmediate(resolve));
  }
  const source = found.type === 'file' ? createReadStream(found.path, { highWaterMark: CHUNK_BYTES }) : stdin;
  const contents = contentsOf(counted(source, onBytes));
  try {
    while (!signal.aborted) {
      // Only what the source throws is damage; what the splitter or a record throws is not.
      const next = await contents.next().catch(errorMessage);
      if (typeof next === 'string') return damage.file(name, next);
      if (next.done === true) return splitter.end();
      splitter.push(next.value);
    }
  } finally {
    await contents.return(undefined);
  }
}

/** The contents of a file that is read at once. Undefined for all others, and for one that cannot be read. */
function smallFile({ path, bytes }: { readonly path: string; readonly bytes: number }): Buffer | undefined {
  if (bytes === 0 || bytes > SMALL_BYTES) return undefined;
  try {
    return contentsOfSmall(readFileSync(path));
  } catch {
    return undefined;
  }
}

/** What cannot be read counts as a record, so that it is not taken for nothing. */
function splitterFor(name: string, add: LogFileReading['add'], damage: Damage): RecordSplitter {
  let number = 0;
  return new RecordSplitter({
    record(text) {
      number += 1;
      const reason = addText(text, add);
      if (reason !== undefined) damage.record(name, number, reason);
    },
    damage(reason) {
      number += 1;
      add(undefined);
      damage.record(name, number, reason);
    },
  });
}

/** @returns why the text is no event, where it is none. */
export function addText(text: string, add: LogFileReading['add']): string | undefined {
  let record: unknown;
  try {
    record = unwrapped(JSON.parse(text));
  } catch {
    add(undefined);
    return 'not JSON';
  }
  return add(record);
}

/** `aws cloudtrail lookup-events` prints each event as text within a summary of it. */
function unwrapped(record: unknown): unknown {
  if (typeof record !== 'object' || record === null || !('CloudTrailEvent' in record)) return record;
  return typeof record.CloudTrailEvent === 'string' ? JSON.parse(record.CloudTrailEvent) : record;
}

async function* counted(
  source: NodeJS.ReadableStream,
  onBytes: (count: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    onBytes(bytes.length);
    yield bytes;
  }
}
