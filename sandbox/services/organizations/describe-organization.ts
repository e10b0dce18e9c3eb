import type { DescribeOrganizationResponse } from '@aws-sdk/client-organizations';
import { type Organization, organizationAccountArn, organizationArn } from '../../account/organization';
import type { Action } from '../../service';

/**
 * Any account of the organization may ask.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
 */
export function describeOrganization(
  organization: Organization,
): Action<object, DescribeOrganizationResponse> {
  return {
    resources: () => ['*'],
    run() {
      const { id, management, accounts } = organization;
      return {
        Organization: {
          Id: id,
          Arn: organizationArn(organization),
          FeatureSet: 'ALL',
          MasterAccountArn: organizationAccountArn(organization, management),
          MasterAccountId: management.accountId,
          MasterAccountEmail: accounts.get(management.accountId)?.email,
        },
      };
    },
  };
}
