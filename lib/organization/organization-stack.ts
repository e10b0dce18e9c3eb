import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ConsoleMfaOrganization, type ConsoleMfaOrganizationProps } from './organization';

/** Properties of `ConsoleMfaOrganizationStack`. */
export interface ConsoleMfaOrganizationStackProps extends StackProps, ConsoleMfaOrganizationProps {}

/**
 * A stack for the management account or a delegated administrator of StackSets, in the one region where the accounts'
 * AWS Config records: the rule in every account of the organizational units.
 */
export class ConsoleMfaOrganizationStack extends Stack {
  /** The stack set, and what it takes. */
  readonly organization: ConsoleMfaOrganization;

  /** @throws ConsoleMfaError those of `ConsoleMfaOrganization` */
  constructor(
    scope: Construct,
    id: string,
    { organization, member, ...props }: ConsoleMfaOrganizationStackProps,
  ) {
    super(scope, id, {
      description:
        'AWS Config rule in every account of an organization: IAM users with a console password have an MFA device.',
      ...props,
    });
    // CDK lets functions depend on their roles' policies beside the references to them.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };
    this.organization = new ConsoleMfaOrganization(this, 'Organization', {
      organization,
      ...(member !== undefined && { member }),
    });
  }
}
