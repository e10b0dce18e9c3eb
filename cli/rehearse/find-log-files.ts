import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { quoted } from '../../rule/core/errors';
import { errorMessage } from '../text/error-message';
import { UsageError } from '../usage-error';

export type Found =
  | { readonly type: 'file'; readonly path: string; readonly bytes: number }
  | { readonly type: 'standard-input' }
  | { readonly type: 'unreadable'; readonly path: string; readonly reason: string };

/** How standard input is named among paths. */
export const STANDARD_INPUT = '-';

const LOG_FILE = /\.json(\.gz)?$/i;
/** CloudTrail delivers these beside log files, with the same ending. */
const NOT_A_LOG = /(^|_)CloudTrail-(Digest|Insight)(_|$)/;

/**
 * The files at some paths: those that are named, whatever their names, and the log files in folders, in the order of
 * their names. Looks into a folder when it is reached, so that an archive of any size takes no memory.
 */
export function* findLogFiles(paths: readonly string[]): Generator<Found> {
  for (const path of paths) {
    if (path === STANDARD_INPUT) yield { type: 'standard-input' };
    else yield* findAt(path, []);
  }
}

/** What there is to read. */
export interface Extent {
  readonly files: number;
  /** Undefined where standard input is part of it. */
  readonly bytes: number | undefined;
}

/** @throws UsageError `NoEvents` for a path that does not exist or holds no log file. */
export function measure(paths: readonly string[]): Extent {
  let [files, bytes] = [0, 0];
  for (const path of paths) {
    if (path !== STANDARD_INPUT) requireExistence(path);
    const before = files;
    for (const found of findLogFiles([path])) {
      files += 1;
      bytes += found.type === 'file' ? found.bytes : 0;
    }
    if (files === before) {
      throw new UsageError(
        'NoEvents',
        `${quoted(path)} holds no log files (.json, .json.gz); name the folder that CloudTrail delivers to, or a file`,
      );
    }
  }
  return { files, bytes: paths.includes(STANDARD_INPUT) ? undefined : bytes };
}

function requireExistence(path: string): void {
  try {
    statSync(path);
  } catch (cause) {
    throw new UsageError(
      'NoEvents',
      `${quoted(path)} cannot be read (${errorMessage(cause)}); name a log file or a folder of log files`,
      { cause },
    );
  }
}

/** @param ancestors the folders that lead here, so that a link back to one of them is not followed forever. */
function* findAt(path: string, ancestors: readonly string[]): Generator<Found> {
  let stats: Stats;
  let names: readonly string[] = [];
  let here = path;
  try {
    stats = statSync(path);
    if (stats.isDirectory()) {
      here = realpathSync(path);
      names = readdirSync(path).sort();
    }
  } catch (error) {
    yield { type: 'unreadable', path, reason: errorMessage(error) };
    return;
  }
  if (!stats.isDirectory()) {
    yield { type: 'file', path, bytes: stats.size };
    return;
  }
  if (ancestors.includes(here)) return;
  for (const name of names) {
    const child = join(path, name);
    if (!NOT_A_LOG.test(name) && (LOG_FILE.test(name) || isDirectory(child))) {
      yield* findAt(child, [...ancestors, here]);
    }
  }
}

/** A link that leads nowhere is not a folder. */
function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
