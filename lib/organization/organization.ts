import { Annotations, CfnStackSet, Lazy, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ConsoleMfaError, type ErrorCode } from '../../rule/core/errors';
import { alertReceiver } from '../alert-topic';
import { ConsoleMfaAggregator } from './aggregator';
import { OrganizationCodeBucket } from './code-bucket';
import { DeploymentAlerts } from './deployment-alerts';
import { type ConsoleMfaMemberProps, memberFaults } from './member-settings';
import { CODE_BUCKET, ConsoleMfaMemberStack } from './member-stack';
import { DEFAULT_CONCURRENCY, type OrganizationProps, organizationFaults } from './organization-settings';
import { topicRegionFaults } from './receiver-settings';
import { OrganizationRetry } from './retry';

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
  /** In ALARM when CloudFormation has not taken the daily call that tries failed accounts again. */
  readonly failedRetries: Alarm;
  /** Where accounts are told of in which the stack has failed; undefined without `alertEmail` and `alertTopicArn`. */
  readonly alertTopic: ITopic | undefined;

  /**
   * @throws ConsoleMfaError `InvalidOrganization` for an organization that cannot be, `NotForAnOrganization` for
   * properties of `member` that do not go with one, and those of `ConsoleMfaStack`.
   */
  constructor(scope: Construct, id: string, { organization, member = {} }: ConsoleMfaOrganizationProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    refuse('InvalidOrganization', [
      ...organizationFaults(organization),
      ...topicRegionFaults(organization.alertTopicArn, region),
    ]);
    refuse('NotForAnOrganization', memberFaults(member, region));
    this.code = new OrganizationCodeBucket(this, 'Code', { organizationId: organization.id });
    this.member = new ConsoleMfaMemberStack(this, 'Member', this.code, member);
    this.stackSet = this.createStackSet(organization);
    // The bucket's policy and the objects in it, else the first account finds no code.
    this.stackSet.node.addDependency(this.code);
    this.aggregator =
      organization.aggregator === true ? new ConsoleMfaAggregator(this, 'Aggregator') : undefined;
    const { stackSet } = this;
    this.failedRetries = new OrganizationRetry(this, 'Retry', {
      stackSet,
      stackSetName: STACK_SET_NAME,
      organization,
    }).alarm;
    this.alertTopic = this.createAlerts(organization);
    if ((member.exemptGroups ?? []).length > 0) this.tellOfGroups();
  }

  private createAlerts(organization: OrganizationProps): ITopic | undefined {
    const receiver = alertReceiver(this, organization);
    if (receiver === undefined) {
      Annotations.of(this).addInfo(
        'organization has neither alertEmail nor alertTopicArn: an account in which the stack fails shows in ' +
          'list-stack-instances alone.',
      );
      return undefined;
    }
    const alarms = [this.failedRetries];
    return new DeploymentAlerts(this, 'Alerts', { stackSetName: STACK_SET_NAME, receiver, alarms }).topic;
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
        maxConcurrentPercentage: organization.maxConcurrentPercentage ?? DEFAULT_CONCURRENCY,
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
