import { organizationPolicy } from '../../../cli/organization/organization-policy';
import { parseParameters } from '../../../rule/core/parse-parameters';
import { type Decision, decide } from '../../../sandbox/decide';

/** Whether the caller, of o-a1b2c3d4e5, may assume a role of this ARN in an account of this organization. */
function mayAssume(roleArn: string, resourceOrganization: string | undefined): Promise<Decision> {
  const policy = organizationPolicy(parseParameters({}), 'aws', 'audit/ConsoleMfaAudit');
  const context = {
    'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
    ...(resourceOrganization !== undefined && { 'aws:ResourceOrgID': resourceOrganization }),
  };
  const trust = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::123456789012:root' },
      Action: 'sts:AssumeRole',
    },
  };
  return decide(
    { identity: [JSON.stringify(policy)], boundary: undefined },
    {
      principal: 'arn:aws:iam::123456789012:user/auditor',
      action: 'sts:AssumeRole',
      resource: roleArn,
      context,
      accountId: roleArn.split(':')[4] ?? '',
    },
    JSON.stringify(trust),
  );
}

test.each([
  ['arn:aws:iam::210987654321:role/audit/ConsoleMfaAudit', 'o-a1b2c3d4e5', 'allowed'],
  ['arn:aws:iam::666666666666:role/audit/ConsoleMfaAudit', 'o-zzzzzzzzzz', 'not allowed'],
  ['arn:aws:iam::666666666666:role/audit/ConsoleMfaAudit', undefined, 'not allowed'],
  ['arn:aws:iam::210987654321:role/OrganizationAccountAccessRole', 'o-a1b2c3d4e5', 'not allowed'],
])('%s in an account of %s, which lets the caller in: %s', async (roleArn, organization, decision) => {
  expect(await mayAssume(roleArn, organization)).toBe(decision);
});
