import { Annotations, CfnStackSet, Lazy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ConsoleMfaError, type ErrorCode } from '../../rule/core/errors';
import { ConsoleMfaAggregator } from './aggregator';
import { OrganizationCodeBucket } from './code-bucket';
import { type ConsoleMfaMemberProps, memberFaults } from './member-settings';
import { CODE_BUCKET, ConsoleMfaMemberStack } from './member-stack';
import { type OrganizationProps, organizationFaults } from './organization-settings';

/** Properties of `ConsoleMfaOrganization`. */
export interface ConsoleMfaOrganizationProps {
  /** The organization, and how to deploy into it. */
  readonly organization: OrganizationProps;

  /**
   * What every account gets: the properties of `ConsoleMfaStack` that make sense in each.
   *
   * @default - the rule without parameters, daily
   */
  readonly member?: ConsoleMfaMemberProps;
}

/** The stack set's name in CloudFormation. */
const STACK_SET_NAME = 'iam-console-mfa';

/**
 * Deploys `ConsoleMfaStack` into every account of organizational units, those too that join later, by a stack set with
 * service-managed permissions. Each account judges itself. The management account, which StackSets leave out, needs a
 * `ConsoleMfaStack` of its own. docs/organization.md has what it takes.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs.html
 */
export class ConsoleMfaOrganization extends Construct {
  /** The stack whose template every member account gets. It is not deployed by itself. */
  readonly member: ConsoleMfaMemberStack;
  /** Deploys that template. */
  readonly stackSet: CfnStackSet;
  /** Where the functions' code is. */
  readonly code: OrganizationCodeBucket;
  /** Undefined without `aggregator`. */
  readonly aggregator: ConsoleMfaAggregator | undefined;

  /**
   * @throws ConsoleMfaError `InvalidOrganization` for an organization that cannot be, `NotForAnOrganization` for
   * properties of `member` that do not go with one, and those of `ConsoleMfaStack`.
   */
  constructor(scope: Construct, id: string, { organization, member = {} }: ConsoleMfaOrganizationProps) {
    super(scope, id);
    refuse('InvalidOrganization', organizationFaults(organization));
    refuse('NotForAnOrganization', memberFaults(member, Stack.of(this).region));
    this.code = new OrganizationCodeBucket(this, 'Code', { organizationId: organization.id });
    this.member = new ConsoleMfaMemberStack(this, 'Member', this.code, member);
    this.stackSet = this.createStackSet(organization);
    // The bucket's policy and the objects in it, else the first account finds no code.
    this.stackSet.node.addDependency(this.code);
    this.aggregator =
      organization.aggregator === true ? new ConsoleMfaAggregator(this, 'Aggregator') : undefined;
    if ((member.exemptGroups ?? []).length > 0) this.tellOfGroups();
  }

  private createStackSet(organization: OrganizationProps): CfnStackSet {
    return new CfnStackSet(this, 'StackSet', {
      stackSetName: STACK_SET_NAME,
      description: 'AWS Config rule in every account: IAM users with a console password have an MFA device.',
      permissionModel: 'SERVICE_MANAGED',
      callAs: organization.delegatedAdmin === true ? 'DELEGATED_ADMIN' : 'SELF',
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      managedExecution: { Active: true },
      operationPreferences: {
        // A failed account slows the others down under the strict one.
        concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
        maxConcurrentPercentage: organization.maxConcurrentPercentage ?? 25,
        failureTolerancePercentage: organization.failureTolerancePercentage ?? 100,
      },
      capabilities: ['CAPABILITY_NAMED_IAM'],
      parameters: [{ parameterKey: CODE_BUCKET, parameterValue: this.code.bucket.bucketName }],
      stackInstancesGroup: [
        {
          deploymentTargets: { organizationalUnitIds: [...organization.organizationalUnits] },
          regions: [Stack.of(this).region],
        },
      ],
      templateUrl: Lazy.uncachedString({ produce: () => this.member.templateUrl }),
    });
  }

  private tellOfGroups(): void {
    Annotations.of(this).addInfo(
      'exemptGroups names groups that have to exist in every account: in one that lacks a group, everybody is judged ' +
        'and the run fails, naming it.',
    );
  }
}

function refuse(code: ErrorCode, faults: readonly string[]): void {
  if (faults.length > 0) throw new ConsoleMfaError(code, faults.join('\n  '));
}
