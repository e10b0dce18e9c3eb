import { Stack, Validations } from 'aws-cdk-lib';
import { CfnConfigurationAggregator } from 'aws-cdk-lib/aws-config';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * An aggregator of AWS Config: the results of every account of the organization, in this region, in one view. For the
 * management account, or a delegated administrator of AWS Config (`config.amazonaws.com`). AWS Config adds 1,000
 * accounts a week, a quota that can be raised, and 10,000 at most.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html
 * @see https://docs.aws.amazon.com/general/latest/gr/awsconfig.html
 */
export class ConsoleMfaAggregator extends Construct {
  /** Name it in a query: `aws configservice select-aggregate-resource-config`. */
  readonly aggregatorName: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      description: 'Lets AWS Config list the accounts of the organization.',
      assumedBy: new ServicePrincipal('config.amazonaws.com'),
      inlinePolicies: {
        ListAccounts: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: [
                'organizations:DescribeOrganization',
                'organizations:ListAccounts',
                'organizations:ListAWSServiceAccessForOrganization',
                'organizations:ListDelegatedAdministrators',
              ],
              resources: ['*'],
            }),
          ],
        }),
      },
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'AWS Organizations knows no resources for these actions.',
    });
    this.aggregatorName = 'iam-console-mfa';
    new CfnConfigurationAggregator(this, 'Aggregator', {
      configurationAggregatorName: this.aggregatorName,
      organizationAggregationSource: { roleArn: role.roleArn, awsRegions: [Stack.of(this).region] },
    });
  }
}
