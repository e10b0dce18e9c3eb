import { type CfnStackSet, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ContextAttribute,
  type IScheduleGroup,
  Schedule,
  ScheduleExpression,
  ScheduleGroup,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { Universal } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { policyDocument, policyStatements, wildcardAcknowledgments } from '../rule-policy';
import { DEFAULT_CONCURRENCY, type OrganizationProps } from './organization-settings';
import { retryPermissions } from './retry-permissions';

/** Properties of `OrganizationRetry`. */
export interface OrganizationRetryProps {
  readonly stackSet: CfnStackSet;
  readonly stackSetName: string;
  readonly organization: OrganizationProps;
}

/**
 * Tries the stack again, once a day, in the accounts where it failed: an account that joins before AWS Config records in
 * it refuses the rule, and StackSets does not try again by itself. CreateStackInstances, repeated with a new operation
 * ID, "retries all stack instances whose status is OUTDATED"; UpdateStackInstances is not documented to.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackInstances.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export class OrganizationRetry extends Construct {
  /** In ALARM when CloudFormation has not taken the daily call. */
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: OrganizationRetryProps) {
    super(scope, id);
    const group = new ScheduleGroup(this, 'Group', { removalPolicy: RemovalPolicy.DESTROY });
    new Schedule(this, 'Schedule', {
      description:
        'Tries the AWS Config rule again in the accounts of the organization where its stack failed.',
      scheduleGroup: group,
      schedule: ScheduleExpression.cron({ minute: '0', hour: '5' }),
      target: this.createTarget(group, props),
    });
    this.alarm = new Alarm(this, 'FailedRetries', {
      metric: group.metricDropped({ period: Duration.hours(1) }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription:
        'CloudFormation did not take the daily call that tries the AWS Config rule again in the accounts where its ' +
        'stack failed. Look for CreateStackInstances in CloudTrail.',
    });
  }

  private createTarget(group: IScheduleGroup, props: OrganizationRetryProps): Universal {
    const stack = Stack.of(this);
    const permissions = retryPermissions(stack, props.stackSetName, props.organization);
    const role = new Role(this, 'Role', {
      description: 'Lets EventBridge Scheduler try the stack set again in the accounts where it failed.',
      // Scheduler names the schedule's group, not the schedule.
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': group.scheduleGroupArn },
        },
      }),
      inlinePolicies: { Retry: policyDocument(permissions) },
    });
    Validations.of(role).acknowledge(...wildcardAcknowledgments(stack, permissions));
    return new Universal({
      service: 'cloudformation',
      action: 'createStackInstances',
      // The role has what it takes. Without statements the target asks for any stack set.
      role: role.withoutPolicyUpdates(),
      policyStatements: policyStatements(permissions),
      input: ScheduleTargetInput.fromObject(inputOf(props, stack.region)),
      maxEventAge: Duration.hours(12),
    });
  }
}

/** The stack set's own units and region, so that the call changes nothing of what the stack declares. */
function inputOf(
  { stackSet, organization }: OrganizationRetryProps,
  region: string,
): Readonly<Record<string, unknown>> {
  return {
    StackSetName: stackSet.ref,
    DeploymentTargets: { OrganizationalUnitIds: [...organization.organizationalUnits] },
    Regions: [region],
    // Whatever the tolerance of a deployment: an account that fails again is for itself.
    OperationPreferences: {
      ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
      MaxConcurrentPercentage: organization.maxConcurrentPercentage ?? DEFAULT_CONCURRENCY,
      FailureTolerancePercentage: 100,
    },
    CallAs: organization.delegatedAdmin === true ? 'DELEGATED_ADMIN' : 'SELF',
    OperationId: ContextAttribute.executionId,
  };
}
