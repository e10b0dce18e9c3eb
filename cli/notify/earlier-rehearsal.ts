import * as v from 'valibot';
import { quoted } from '../../rule/core/errors';
import { readJsonFile } from '../options/json-file';
import { SCHEMA_VERSION } from '../rehearse/report';
import { UsageError } from '../usage-error';

const CODE = 'InvalidRehearsalFile';

const timestamp = v.pipe(v.string(), v.isoTimestamp());

/** What notices need of a rehearsal's JSON; later versions may add to it. */
const EarlierRehearsal = v.object({
  schemaVersion: v.literal(SCHEMA_VERSION),
  account: v.nullable(v.string()),
  from: timestamp,
  to: timestamp,
  source: v.picklist(['log-files', 'event-history']),
  complete: v.boolean(),
  users: v.array(
    v.object({
      userName: v.string(),
      verdict: v.picklist(['denied', 'unaffected', 'unknown', 'no-calls']),
      denied: v.array(
        v.object({
          action: v.string(),
          credential: v.picklist(['access-key', 'session-without-mfa']),
          accessKeyId: v.nullable(v.string()),
          count: v.number(),
          lastSeen: v.string(),
        }),
      ),
    }),
  ),
});

export type EarlierRehearsal = v.InferOutput<typeof EarlierRehearsal>;
export type LostCalls = EarlierRehearsal['users'][number]['denied'][number];

/**
 * Reads what `rehearse --format json` wrote.
 *
 * @throws UsageError `InvalidRehearsalFile` for a file that cannot be read or is another document.
 */
export function readEarlierRehearsal(path: string): EarlierRehearsal {
  const parsed = v.safeParse(EarlierRehearsal, readJsonFile(path, CODE));
  if (parsed.success) return parsed.output;
  const names = parsed.issues.map((issue) => v.getDotPath(issue) ?? 'the whole');
  const some = names.length > 3 ? `${names.slice(0, 3).join(', ')} and others` : names.join(', ');
  throw new UsageError(
    CODE,
    `${quoted(path)} is not a document of "rehearse --format json" (see ${some}); name one that is`,
  );
}

/** @throws UsageError `InvalidRehearsalFile` where the rehearsal is of another account. */
export function requireRehearsalOf(accountId: string, { account }: EarlierRehearsal, path: string): void {
  if (account === accountId) return;
  const then = account === null ? 'no account, since it found no event' : `account ${account}`;
  throw new UsageError(
    CODE,
    `${quoted(path)} is of ${then}, and the credentials are of account ${accountId}`,
  );
}

/** What a user would lose, most calls first. */
export function lostBy(userName: string, rehearsal: EarlierRehearsal | undefined): readonly LostCalls[] {
  return rehearsal?.users.find((user) => user.userName === userName)?.denied ?? [];
}
