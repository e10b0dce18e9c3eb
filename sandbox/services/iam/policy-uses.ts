import type { Account } from '../../account/account';
import type { PolicyHolder, Role, User } from '../../account/principals';

/** How many identities a managed policy is attached to, and how many it is the boundary of. */
export interface PolicyUse {
  readonly attachments: number;
  readonly boundaries: number;
}

/** The use of any managed policy by its ARN. It goes through the whole account once. */
export function policyUses(account: Account): (policyArn: string) => PolicyUse {
  const attachments = countsOf([...account.users, ...account.groups, ...account.roles].flatMap(attachedArns));
  const boundaries = countsOf([...account.users, ...account.roles].flatMap(boundaryArns));
  return (arn) => ({ attachments: attachments.get(arn) ?? 0, boundaries: boundaries.get(arn) ?? 0 });
}

function attachedArns({ attachedPolicies }: PolicyHolder): readonly string[] {
  return attachedPolicies;
}

function boundaryArns({ permissionsBoundary }: User | Role): readonly string[] {
  return permissionsBoundary === undefined ? [] : [permissionsBoundary];
}

function countsOf(arns: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const arn of arns) counts.set(arn, (counts.get(arn) ?? 0) + 1);
  return counts;
}
