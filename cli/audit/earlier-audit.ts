import * as v from 'valibot';
import { quoted } from '../../rule/core/errors';
import { readJsonFile } from '../options/json-file';
import { UsageError } from '../usage-error';
import { SCHEMA_VERSION } from './report';

const CODE = 'InvalidSinceFile';

const accountId = v.string();

/** What a comparison needs of an earlier audit's JSON; later versions may add to it. */
const EarlierAudit = v.pipe(
  v.object({
    schemaVersion: v.literal(SCHEMA_VERSION),
    account: v.optional(accountId),
    organization: v.optional(v.object({ id: v.string() })),
    accounts: v.optional(
      v.array(v.object({ account: accountId, status: v.picklist(['audited', 'unread']) })),
    ),
    skipped: v.optional(v.array(v.object({ account: accountId }))),
    time: v.pipe(v.string(), v.isoTimestamp()),
    complete: v.boolean(),
    users: v.array(
      v.object({
        account: v.optional(accountId),
        accountName: v.optional(v.string()),
        userName: v.string(),
        userId: v.string(),
        compliance: v.nullable(v.picklist(['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'])),
      }),
    ),
  }),
  v.check(({ account, organization }) => (account === undefined) !== (organization === undefined)),
);

export type EarlierAudit = v.InferOutput<typeof EarlierAudit>;

/**
 * Reads what `audit --format json` wrote before.
 *
 * @throws UsageError `InvalidSinceFile` for a file that cannot be read, is no such document, or lists nobody because
 * its audit could not.
 */
export function readEarlierAudit(path: string): EarlierAudit {
  const parsed = v.safeParse(EarlierAudit, readJsonFile(path, CODE));
  if (!parsed.success) {
    const names = parsed.issues.map((issue) => v.getDotPath(issue) ?? 'the whole');
    const some = names.length > 3 ? `${names.slice(0, 3).join(', ')} and others` : names.join(', ');
    throw new UsageError(CODE, `${quoted(path)} is no document of "audit --format json" (see ${some})`);
  }
  const { complete, users } = parsed.output;
  if (!complete && users.length === 0) {
    throw new UsageError(CODE, `${quoted(path)} lists nobody, since its audit could not; name one that does`);
  }
  return parsed.output;
}

/**
 * @param now the account or the organization that is to be audited.
 * @throws UsageError `InvalidSinceFile` where the earlier audit is of another one.
 */
export function requireSameSubject(
  { account, organization }: EarlierAudit,
  now: { readonly type: 'account' | 'organization'; readonly id: string },
  path: string,
): void {
  const then = organization === undefined ? `account ${account}` : `organization ${organization.id}`;
  if (then === `${now.type} ${now.id}`) return;
  throw new UsageError(CODE, `${quoted(path)} is of ${then}, and this is ${now.type} ${now.id}`);
}
