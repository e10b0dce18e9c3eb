import type { EarlierRehearsal, LostCalls } from './earlier-rehearsal';

/** Actions beyond these are counted: a notice is to be read. */
const ACTIONS_SHOWN = 5;

/** Tells a user what would stop working, a line each; nothing where nothing would. */
export function lostCallLines(
  lost: readonly LostCalls[],
  { from, to, complete }: EarlierRehearsal,
): readonly string[] {
  if (lost.length === 0) return [];
  const hidden = lost.length - ACTIONS_SHOWN;
  return [
    '',
    `What would stop working for you: from ${dayOf(from)} to ${dayOf(to)} you made these calls without MFA, which would be refused.`,
    ...lost.slice(0, ACTIONS_SHOWN).map((calls) => `- ${describe(calls)}`),
    ...(hidden > 0 ? [`- and ${hidden} more`] : []),
    ...(complete ? [] : ['There may be more: not everything that was recorded could be read.']),
  ];
}

function describe({ action, credential, accessKeyId, count, lastSeen }: LostCalls): string {
  const by = credential === 'access-key' ? `access key ${accessKeyId ?? ''}`.trim() : 'a session without MFA';
  const times = count === 1 ? 'once' : `${count.toLocaleString('en')} times`;
  return `${action} with ${by}, ${times}, last on ${dayOf(lastSeen)}`;
}

function dayOf(time: string): string {
  return time.slice(0, 10);
}
