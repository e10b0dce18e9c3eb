import { formatInstant } from '../../rule/core/calendar';
import type { KnownUser } from '../../rule/core/known-user';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Explanation } from './explain-user';

/** One thing that IAM has said of a user. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** E.g. `iam:GetLoginProfile`. */
  readonly action: string;
  readonly readAt: Date;
}

/** What IAM was asked and has answered, in the order that the rule looks at it. */
export function factsOf({ user, readAt }: Explanation, parameters: RuleParameters): readonly Fact[] {
  const fact = (name: string, value: string | undefined, action: string): readonly Fact[] => {
    const date = readAt.get(action);
    return value === undefined || date === undefined ? [] : [{ name, value, action, readAt: date }];
  };
  const self = `path ${user.path}, id ${user.userId}`;
  const tag = parameters.exemptionTag;
  return [
    ...fact('user', self, readAt.has('iam:GetUser') ? 'iam:GetUser' : 'iam:ListUsers'),
    ...fact('exempt groups', groupsOf(user), 'iam:GetGroup'),
    ...fact('MFA devices', user.mfaDevices && (user.mfaDevices.join(', ') || 'none'), 'iam:ListMFADevices'),
    ...fact('console password', passwordOf(user), 'iam:GetLoginProfile'),
    ...(tag === undefined ? [] : fact(`tag ${tag}`, tagOf(user, tag), 'iam:ListUserTags')),
  ];
}

function groupsOf({ exemptGroups, unreadGroups }: KnownUser): string {
  const unread = unreadGroups.length === 0 ? '' : `, not read: ${unreadGroups.join(', ')}`;
  return `${exemptGroups.length === 0 ? 'in none' : `in ${exemptGroups.join(', ')}`}${unread}`;
}

function passwordOf({ loginProfile }: KnownUser): string | undefined {
  if (loginProfile === undefined || loginProfile === 'none') return loginProfile;
  return `created ${formatInstant(loginProfile.createDate)}`;
}

function tagOf({ tags }: KnownUser, key: string): string | undefined {
  const tag = tags?.find((candidate) => candidate.key.toLowerCase() === key.toLowerCase());
  return tags && (tag === undefined ? 'none' : JSON.stringify(tag.value));
}
