import type { Organization } from '../../account/organization';
import type { Action, Service } from '../../service';
import { describeAccount, listAccounts } from './accounts';
import { describeOrganization } from './describe-organization';
import { organizationsError } from './errors';

/** AWS Organizations, as far as somebody needs it who looks at all accounts; of no organization, it says just that. */
export function organizationsService(organization: Organization | undefined): Service {
  return {
    name: 'organizations',
    actionPrefix: 'organizations',
    actions:
      organization === undefined
        ? { DescribeAccount: notInUse, DescribeOrganization: notInUse, ListAccounts: notInUse }
        : {
            DescribeAccount: describeAccount(organization),
            DescribeOrganization: describeOrganization(organization),
            ListAccounts: listAccounts(organization),
          },
  };
}

const notInUse: Action<object> = {
  resources: () => ['*'],
  run() {
    throw organizationsError(
      'AWSOrganizationsNotInUseException',
      'Your account is not a member of an organization.',
    );
  },
};
