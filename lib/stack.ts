import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ConsoleMfaError } from '../rule/core/errors';
import { ConsoleMfaAlarms } from './alarms';
import { alertReceiver } from './alert-topic';
import { ConsoleMfaAlerts } from './alerts';
import { ConsoleMfaDashboard } from './dashboard';
import { ConsoleMfaFindings, type FindingSeverity } from './findings';
import { ConsoleMfaNearRealTime } from './near-real-time';
import { ConsoleMfaRemediation, type RemediationMode } from './remediation';
import type { ConsoleMfaRuleProps } from './rule';
import { ConsoleMfaRule } from './rule';
import { ConsoleMfaSelfService } from './self-service';

/** Properties of `ConsoleMfaStack`. */
export interface ConsoleMfaStackProps extends StackProps, ConsoleMfaRuleProps {
  /**
   * Adds the self-service group and, from this day `YYYY-MM-DD` (its beginning, UTC) or instant on, enforces MFA on its
   * members; see `ConsoleMfaSelfService`.
   *
   * @default - no group, no policies
   */
  readonly enforceMfaFrom?: string;

  /**
   * Adds a remediation to the rule, which puts NON_COMPLIANT users into the self-service group: `manual` when somebody
   * starts it, `automatic` after every run of the rule; see `ConsoleMfaRemediation`. Only with `enforceMfaFrom`.
   *
   * @default - no remediation
   */
  readonly remediation?: RemediationMode;

  /**
   * Evaluates the rule minutes after somebody has changed IAM, beside its schedule, and makes `changes` the default of
   * `report`; see `ConsoleMfaNearRealTime`. Needs a CloudTrail trail.
   *
   * @default false
   */
  readonly nearRealTime?: boolean;

  /**
   * Who gets a mail when a user becomes NON_COMPLIANT or is so no longer, and when an alarm goes off; see
   * `ConsoleMfaAlerts`. The address has to confirm the subscription.
   *
   * @default - nobody
   */
  readonly alertEmail?: string;

  /**
   * A standard SNS topic of this region that gets the same, instead of `alertEmail`.
   *
   * @default - none
   */
  readonly alertTopicArn?: string;

  /**
   * Adds a CloudWatch dashboard, and publishes the custom metrics that it shows. CloudWatch bills the metrics, and each
   * dashboard of an account beyond the third.
   *
   * @default false
   */
  readonly dashboard?: boolean;

  /**
   * The severity of the rule's failed findings in Security Hub CSPM, which get a note with the remedy too; see
   * `ConsoleMfaFindings`.
   *
   * @default - that of AWS Config's findings, MEDIUM, and no note
   */
  readonly securityHubSeverity?: FindingSeverity;
}

/** A stack with the rule, for one account and the region in which its AWS Config records. */
export class ConsoleMfaStack extends Stack {
  /** The rule itself. */
  readonly rule: ConsoleMfaRule;
  /** The group and its policies; undefined without `enforceMfaFrom`. */
  readonly selfService: ConsoleMfaSelfService | undefined;
  /** Undefined without `remediation`. */
  readonly remediation: ConsoleMfaRemediation | undefined;
  /** Undefined without `nearRealTime`. */
  readonly nearRealTime: ConsoleMfaNearRealTime | undefined;
  /** Beside `rule.alarm`. */
  readonly alarms: ConsoleMfaAlarms;
  /** Undefined without `alertEmail` and `alertTopicArn`. */
  readonly alerts: ConsoleMfaAlerts | undefined;

  /**
   * @throws ConsoleMfaError those of the constructs, `NothingEnforced` for `remediation` without `enforceMfaFrom`, and
   * `TwoReceivers` for `alertEmail` and `alertTopicArn` at once.
   */
  constructor(scope: Construct, id: string, props: ConsoleMfaStackProps = {}) {
    super(scope, id, {
      description: 'AWS Config rule: IAM users with a console password have an MFA device.',
      ...props,
    });
    // CDK has every function depend on its role, beside the reference to it.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };
    this.rule = new ConsoleMfaRule(this, 'Rule', {
      ...(props.nearRealTime === true && { report: 'changes' }),
      ...props,
    });
    this.alarms = new ConsoleMfaAlarms(this, 'Alarms', { rule: this.rule });
    this.nearRealTime =
      props.nearRealTime === true
        ? new ConsoleMfaNearRealTime(this, 'NearRealTime', { rule: this.rule })
        : undefined;
    this.alerts = this.addReports(props);
    const { enforceMfaFrom, remediation: mode } = props;
    if (enforceMfaFrom === undefined) {
      if (mode !== undefined) throw nothingEnforced(mode);
      return;
    }
    const selfService = new ConsoleMfaSelfService(this, 'SelfService', { enforceMfaFrom });
    this.selfService = selfService;
    this.output(
      'SelfServiceGroup',
      selfService.group.groupName,
      'Add the users who must enrol to this group.',
    );
    this.output(
      'EnforcementPolicy',
      selfService.enforcementPolicy?.managedPolicyArn,
      'Detach it to lift the enforcement.',
    );
    if (mode !== undefined) {
      this.remediation = new ConsoleMfaRemediation(this, 'Remediation', {
        rule: this.rule,
        selfService,
        mode,
      });
    }
  }

  /** Everything that tells of the rule. */
  private addReports(props: ConsoleMfaStackProps): ConsoleMfaAlerts | undefined {
    const { rule, nearRealTime } = this;
    const alarms = [rule.alarm, ...this.alarms.all, ...(nearRealTime?.alarms ?? [])];
    if (props.dashboard === true) new ConsoleMfaDashboard(this, 'Dashboard', { rule, nearRealTime, alarms });
    const { securityHubSeverity: severity } = props;
    if (severity !== undefined) new ConsoleMfaFindings(this, 'Findings', { rule, severity });
    if (props.alertEmail !== undefined && props.alertTopicArn !== undefined) throw twoReceivers();
    const receiver = alertReceiver(this, props);
    return receiver && new ConsoleMfaAlerts(this, 'Alerts', { rule, receiver, alarms });
  }

  private output(id: string, value: string | undefined, description: string): void {
    if (value !== undefined) new CfnOutput(this, id, { value, description });
  }
}

function nothingEnforced(mode: RemediationMode): ConsoleMfaError {
  return new ConsoleMfaError(
    'NothingEnforced',
    `remediation is ${mode} and enforceMfaFrom is not set; it adds users to the group that enforceMfaFrom makes, so set both or neither`,
  );
}

function twoReceivers(): ConsoleMfaError {
  return new ConsoleMfaError(
    'TwoReceivers',
    'alertEmail and alertTopicArn are both set; set one, and subscribe the address to the topic',
  );
}
