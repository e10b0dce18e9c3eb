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
  /** Takes a record. @returns why it is not an event, if it is not. */
  readonly add: (record: unknown) => string | undefined;
  readonly damage: Damage;
  readonly signal: AbortSignal;
  /** Takes the number of bytes read so far. */
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
    const before = { bytes, damaged: damage.files };
    await readFile(found, reading, (more) => {
      bytes += more;
      reading.onProgress(bytes);
    });
    files += 1;
    if (bytes === before.bytes && damage.files === before.damaged) empty += 1;
  }
  return { files, empty };
}

type Readable = Exclude<Found, { readonly type: 'unreadable' }>;

async function readFile(
  found: Readable,
  reading: LogFileReading,
  onBytes: (count: number) => void,
): Promise<void> {
  const whole = found.type === 'file' ? smallFile(found) : undefined;
  if (whole === undefined) return streamFile(found, reading, onBytes);
  const splitter = splitterFor(found, reading);
  splitter.push(whole.contents);
  splitter.end();
  onBytes(whole.bytes);
  // Lets the progress bar be drawn, and Ctrl-C come through.
  return new Promise((resolve) => setImmediate(resolve));
}

/** Reads a piece at a time. */
async function streamFile(
  found: Readable,
  reading: LogFileReading,
  onBytes: (count: number) => void,
): Promise<void> {
  const { stdin, damage, signal } = reading;
  const splitter = splitterFor(found, reading);
  const source = found.type === 'file' ? createReadStream(found.path, { highWaterMark: CHUNK_BYTES }) : stdin;
  const contents = contentsOf(counted(source, onBytes));
  try {
    while (!signal.aborted) {
      // Only what the source throws is damage; what the splitter or a record throws is not.
      const next = await contents.next().catch(errorMessage);
      if (typeof next === 'string') return damage.file(nameOf(found), next);
      if (next.done === true) return splitter.end();
      splitter.push(next.value);
    }
  } finally {
    await contents.return(undefined);
  }
}

function nameOf(found: Readable): string {
  return found.type === 'file' ? found.path : STANDARD_INPUT;
}

interface SmallFile {
  readonly bytes: number;
  readonly contents: Buffer;
}

/** A file that is read at once. Undefined for all others, and for one that cannot be read. */
function smallFile({ path, bytes }: Extract<Found, { readonly type: 'file' }>): SmallFile | undefined {
  if (bytes === 0 || bytes > SMALL_BYTES) return undefined;
  try {
    const contents = contentsOfSmall(readFileSync(path));
    return contents === undefined ? undefined : { bytes, contents };
  } catch {
    return undefined;
  }
}

/** What cannot be read counts as a record, so that it is not taken for nothing. */
function splitterFor(found: Readable, { add, damage }: LogFileReading): RecordSplitter {
  const name = nameOf(found);
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

/** @returns why the text is not an event, if it is not. */
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
