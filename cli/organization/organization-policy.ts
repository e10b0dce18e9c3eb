import type { RuleParameters } from '../../rule/core/rule-parameters';
import { auditPolicy, type GrantingPolicy } from '../audit/audit-policy';

/**
 * What the caller of an audit of an organization may have to call: the list of accounts, the role in each, and in its
 * own account, which may have no such role, what an audit calls. The role needs `auditPolicy`. A role of the same name
 * in an account of another organization is left out, whatever that role's trust policy says.
 *
 * @param roleName with its path, if it has one.
 */
export function organizationPolicy(
  parameters: RuleParameters,
  partition: string,
  roleName: string,
): GrantingPolicy {
  const own = auditPolicy(parameters, partition);
  return {
    ...own,
    Statement: [
      { Sid: 'ListAccounts', Effect: 'Allow', Action: ['organizations:ListAccounts'], Resource: ['*'] },
      {
        Sid: 'EnterAccounts',
        Effect: 'Allow',
        Action: ['sts:AssumeRole'],
        Resource: [`arn:${partition}:iam::*:role/${roleName}`],
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM's, not of this string
        Condition: { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } },
      },
      ...own.Statement,
    ],
  };
}
