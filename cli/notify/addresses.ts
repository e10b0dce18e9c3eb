import { asProblem, type ConsoleMfaError, NAMES_SHOWN, quoted } from '../../rule/core/errors';
import { iamReader } from '../../rule/iam-reader';
import { IAM_CONCURRENCY } from '../../rule/judge-users';
import type { Clock } from '../../rule/ports';
import type { AccountAccess } from '../aws/account-access';
import { CliClient } from '../aws/cli-client';
import type { Notice } from './notice';

/** How long reading tags may take in all, in milliseconds. */
const LONGEST_MS = 3_600_000;

/** What the tags of users say of their addresses. */
export interface Addresses {
  /** By user id. */
  readonly byUserId: ReadonlyMap<string, string>;
  /** Names of users whose tags hold no address. */
  readonly without: readonly string[];
  /** Users whose tags could not be read. */
  readonly unread: readonly { readonly userName: string; readonly error: ConsoleMfaError }[];
}

export const NO_ADDRESSES: Addresses = { byUserId: new Map(), without: [], unread: [] };

/** Reads the addresses of those who get a notice from a tag of theirs. */
export async function readAddresses(
  account: Pick<AccountAccess, 'iam'>,
  clock: Clock,
  notices: readonly Notice[],
  tagKey: string,
): Promise<Addresses> {
  const client = new CliClient(clock, { concurrency: IAM_CONCURRENCY });
  const iam = iamReader(account.iam, client, clock.now() + LONGEST_MS);
  const byUserId = new Map<string, string>();
  const without: string[] = [];
  const unread: Addresses['unread'][number][] = [];
  await Promise.all(
    notices.map(async ({ userName, userId }) => {
      try {
        const tags = await iam.listUserTags(userName);
        const address = addressIn(tags.find(({ key }) => key === tagKey)?.value);
        if (address === undefined) without.push(userName);
        else byUserId.set(userId, address);
      } catch (error) {
        unread.push({ userName, error: asProblem(error) });
      }
    }),
  );
  return { byUserId, without: without.sort(), unread };
}

/** A tag may hold anything, and what goes into a mail program's field for addresses is to be one. */
function addressIn(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text !== undefined && /^[\w.%+'-]+@[\w-]+(\.[\w-]+)+$/.test(text) ? text : undefined;
}

/** Says which addresses are missing; nothing where none is. */
export function missingAddresses({ without, unread: [first, ...others] }: Addresses, tagKey: string): string {
  const more = without.length - NAMES_SHOWN;
  const names = [...without.slice(0, NAMES_SHOWN), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
  const none = without.length === 0 ? '' : `No address in the tag ${quoted(tagKey)}: ${names}\n`;
  if (first === undefined) return none;
  const count = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return `${none}The tags of ${first.userName}${count} could not be read: ${first.error.message}\n`;
}
