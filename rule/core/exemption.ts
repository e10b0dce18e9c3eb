import { endOfDay } from './calendar';
import type { KnownUser, Tag } from './known-user';
import type { RuleParameters } from './rule-parameters';
import type { Exemption, FailedExemption } from './verdict';

/** The exemption that follows from who the user is: by name, then by path, then by group. */
export function exemptByIdentity(user: KnownUser, parameters: RuleParameters): Exemption | undefined {
  const pattern = parameters.exemptUsers.find((candidate) => matchesPattern(candidate, user.userName));
  if (pattern !== undefined) return { by: 'user', pattern };
  const prefix = parameters.exemptPaths.find((candidate) => user.path.startsWith(candidate));
  if (prefix !== undefined) return { by: 'path', prefix };
  const groupName = user.exemptGroups[0];
  return groupName === undefined ? undefined : { by: 'group', groupName };
}

/**
 * The exemption by tag, to the end of the tag's day in UTC. IAM treats the keys of a user's tags as the same whatever
 * their case, so the key is found that way
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html, "Case sensitivity").
 */
export function exemptByTag(
  tags: readonly Tag[],
  key: string,
  now: Date,
): (Exemption & { readonly by: 'tag' }) | FailedExemption | undefined {
  const tag = tags.find((candidate) => candidate.key.toLowerCase() === key.toLowerCase());
  if (tag === undefined) return undefined;
  const end = endOfDay(tag.value);
  if (end === undefined) return { key, value: tag.value, fault: 'not a date' };
  return now < end ? { by: 'tag', key, lastDay: tag.value } : { key, value: tag.value, fault: 'expired' };
}

/** `*` stands for any run of characters, none included; everything else for itself, its case included. */
function matchesPattern(pattern: string, userName: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return userName === pattern;
  if (!userName.startsWith(head) || !userName.endsWith(tail)) return false;
  const end = userName.length - tail.length;
  let from = head.length;
  for (const part of rest) {
    const found = userName.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return from <= end;
}
