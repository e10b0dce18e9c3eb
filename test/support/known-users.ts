import type { KnownUser } from '../../rule/core/known-user';
import { DEFAULT_PARAMETERS, type RuleParameters } from '../../rule/core/rule-parameters';

/** Alice as the bulk lists show her: no virtual device, in no exempt group. */
export function listed(known: Partial<KnownUser> = {}): KnownUser {
  return {
    userId: 'AIDAALICE0000000EXAMPLE',
    userName: 'alice',
    path: '/',
    exemptGroups: [],
    unreadGroups: [],
    virtualDevice: false,
    ...known,
  };
}

/** Alice where the list of virtual devices could not be read. */
export function unlisted(known: Partial<KnownUser> = {}): KnownUser {
  const { virtualDevice: _, ...user } = listed(known);
  return user;
}

/** The default policy, with what a test sets. */
export function policy(parameters: Partial<RuleParameters> = {}): RuleParameters {
  return { ...DEFAULT_PARAMETERS, ...parameters };
}
