import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { quoted, SandboxError } from '../errors';
import type { CloudTrailRecord } from './cloudtrail-record';

export interface LogFile {
  readonly directory: string;
  readonly accountId: string;
  readonly region: string;
  /** When the file is delivered. */
  readonly delivered: Date;
  readonly records: readonly CloudTrailRecord[];
}

const compressed = promisify(gzip);

/** @throws SandboxError `UnusableDirectory` */
export function createDirectory(directory: string): void {
  try {
    mkdirSync(join(directory, 'AWSLogs'), { recursive: true });
  } catch (error) {
    throw unusable(directory, error);
  }
}

/**
 * Writes a log file where CloudTrail puts it in a bucket. It is there whole or not at all: under its own name only once it
 * is complete.
 *
 * @throws SandboxError `UnusableDirectory`
 */
export async function writeLogFile({
  directory,
  accountId,
  region,
  delivered,
  records,
}: LogFile): Promise<void> {
  const [day = '', time = ''] = delivered.toISOString().split('T');
  const folder = join(directory, 'AWSLogs', accountId, 'CloudTrail', region, ...day.split('-'));
  const minute = `${day.replaceAll('-', '')}T${time.slice(0, 5).replace(':', '')}Z`;
  const name = `${accountId}_CloudTrail_${region}_${minute}_${uniqueString()}.json.gz`;
  const partial = join(folder, `.${name}.partial`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(partial, await compressed(JSON.stringify({ Records: records })));
    await rename(partial, join(folder, name));
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw unusable(directory, error);
  }
}

function unusable(directory: string, cause: unknown): SandboxError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `CloudTrail's log files cannot be written to ${quoted(directory)}: ${reason}`;
  return new SandboxError('UnusableDirectory', message, { cause });
}

/** 16 letters and digits, so that no file replaces another. */
function uniqueString(): string {
  const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from(randomBytes(16), (byte) => characters.charAt(byte % characters.length)).join('');
}
