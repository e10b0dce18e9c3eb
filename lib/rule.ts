import { Duration, Stack, Token, Validations } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnConfigRule, MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Architecture, CfnPermission, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../lambda/environment';
import { ConsoleMfaError, quoted } from '../rule/core/errors';
import { parseParameters } from '../rule/core/parse-parameters';
import type { RuleParameters } from '../rule/core/rule-parameters';
import { handlerCode } from './handler-code';
import type { RuleParameterProps } from './rule-parameter-props';
import { inputParameters } from './rule-parameter-props';
import { policyDocument, rulePermissions, wildcardAcknowledgments } from './rule-policy';
import { noteUnrecordedRegion } from './unrecorded-regions';

/** Properties of `ConsoleMfaRule`. */
export interface ConsoleMfaRuleProps extends RuleParameterProps {
  /**
   * The name of the rule in AWS Config: 1–64 characters (GetComplianceDetailsByConfigRule, which the rule needs to
   * read its own results, takes no more).
   *
   * @default 'iam-console-mfa'
   */
  readonly configRuleName?: string;

  /**
   * How often AWS Config runs the rule.
   *
   * @default MaximumExecutionFrequency.TWENTY_FOUR_HOURS
   */
  readonly maximumExecutionFrequency?: MaximumExecutionFrequency;

  /**
   * How long the rule's log is kept. It tells who is exempt and why, which AWS Config does not show.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;

  /**
   * The processor architecture of the functions: `Architecture.ARM_64` or `Architecture.X86_64`. The code runs on both;
   * not every Region has arm64.
   *
   * @default Architecture.ARM_64
   */
  readonly architecture?: Architecture;

  /**
   * Publishes seven custom CloudWatch metrics of every run, in the namespace `IamConsoleMfa`. CloudWatch bills each of
   * them. `ConsoleMfaDashboard` publishes them in any case, since it shows them; alarms do not need them.
   *
   * @default false
   */
  readonly metrics?: boolean;
}

const SERVICE_NAME = 'iam-console-mfa';

const HOURS: Readonly<Record<MaximumExecutionFrequency, number>> = {
  [MaximumExecutionFrequency.ONE_HOUR]: 1,
  [MaximumExecutionFrequency.THREE_HOURS]: 3,
  [MaximumExecutionFrequency.SIX_HOURS]: 6,
  [MaximumExecutionFrequency.TWELVE_HOURS]: 12,
  [MaximumExecutionFrequency.TWENTY_FOUR_HOURS]: 24,
};

/**
 * An AWS Config custom rule that judges every IAM user of the account: a console password without an MFA device is
 * NON_COMPLIANT. Comes with its Lambda, a role that may do nothing else, its log and an alarm for failed runs.
 *
 * Deploy it in one region of an account, where AWS Config records: IAM is the same in all.
 */
export class ConsoleMfaRule extends Construct {
  /** The rule's name in AWS Config. */
  readonly configRuleName: string;
  /** The rule's ARN, for policies and findings. */
  readonly configRuleArn: string;
  /** The rule's parameters, in the strings that AWS Config carries. */
  readonly inputParameters: Readonly<Record<string, string>>;
  /** The function that AWS Config invokes. */
  readonly lambdaFunction: IFunction;
  /** The processor architecture of that function. */
  readonly architecture: Architecture;
  /** How long a run may last. */
  readonly timeout = Duration.minutes(15);
  /** How often AWS Config runs the rule. */
  readonly period: Duration;
  /** What the runs have found, and who is exempt. */
  readonly logGroup: ILogGroup;
  /** In ALARM after a run that failed, until a run later. Give it an action to be told. */
  readonly alarm: Alarm;
  private readonly function: NodejsFunction;

  /**
   * @throws ConsoleMfaError `InvalidParameters` for parameters that the rule could not use, `InvalidRuleName` for a name
   * that is too long.
   */
  constructor(scope: Construct, id: string, props: ConsoleMfaRuleProps = {}) {
    super(scope, id);
    const parameters = inputParameters(props);
    this.inputParameters = parameters;
    const frequency = props.maximumExecutionFrequency ?? MaximumExecutionFrequency.TWENTY_FOUR_HOURS;
    this.period = Duration.hours(HOURS[frequency]);
    this.logGroup = new LogGroup(this, 'Log', { retention: props.logRetention ?? RetentionDays.ONE_YEAR });
    this.architecture = props.architecture ?? Architecture.ARM_64;
    this.function = this.createFunction(this.createRole(parseParameters(parameters)));
    this.lambdaFunction = this.function;
    if (props.metrics === true) this.publishMetrics();
    const rule = new CfnConfigRule(this, 'ConfigRule', {
      configRuleName: checkedName(props.configRuleName ?? SERVICE_NAME),
      description: 'IAM users with a console password have an MFA device.',
      ...(Object.keys(parameters).length > 0 && { inputParameters: parameters }),
      // No scope: PutConfigRule refuses one for a rule that is only periodic.
      source: {
        owner: 'CUSTOM_LAMBDA',
        sourceIdentifier: this.lambdaFunction.functionArn,
        sourceDetails: [
          {
            eventSource: 'aws.config',
            messageType: 'ScheduledNotification',
            maximumExecutionFrequency: frequency,
          },
        ],
      },
    });
    // AWS Config tries the permission out when the rule is made.
    rule.addResourceDependency(this.allowAwsConfig());
    this.configRuleName = rule.ref;
    this.configRuleArn = rule.attrArn;
    this.alarm = this.createAlarm(this.period);
    noteUnrecordedRegion(this);
  }

  /** Publishes the custom metrics of every run, as `metrics` does. Calling it again changes nothing. */
  publishMetrics(): void {
    this.function.addEnvironment(ENVIRONMENT.metrics, 'true');
  }

  private createRole(parameters: RuleParameters): Role {
    const permissions = rulePermissions(parameters, this.logGroup);
    const role = new Role(this, 'Role', {
      description: 'Reads IAM users and submits their evaluations to AWS Config.',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { ConsoleMfaRule: policyDocument(permissions) },
    });
    Validations.of(role).acknowledge(...wildcardAcknowledgments(Stack.of(this), permissions));
    return role;
  }

  private createFunction(role: Role): NodejsFunction {
    return new NodejsFunction(this, 'Function', {
      ...handlerCode(),
      description: 'Judges every IAM user for a console password and MFA, for AWS Config.',
      runtime: Runtime.NODEJS_24_X,
      architecture: this.architecture,
      // The size up to which a faster run costs no more: docs/benchmarks.md.
      memorySize: 1_024,
      timeout: this.timeout,
      role,
      logGroup: this.logGroup,
    });
  }

  /** By account, not by rule: the rule's ARN does not exist before the permission that the rule needs. */
  private allowAwsConfig(): CfnPermission {
    return new CfnPermission(this, 'AllowAwsConfig', {
      action: 'lambda:InvokeFunction',
      functionName: this.lambdaFunction.functionArn,
      principal: 'config.amazonaws.com',
      sourceAccount: Stack.of(this).account,
    });
  }

  private createAlarm(period: Duration): Alarm {
    return this.lambdaFunction.metricErrors({ period }).createAlarm(this, 'FailedRuns', {
      alarmDescription:
        'A run of the AWS Config rule failed: some or all IAM users have no new result. The log group of the function says why.',
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

function checkedName(name: string): string {
  if (Token.isUnresolved(name) || (/\S/.test(name) && name.length <= 64)) return name;
  throw new ConsoleMfaError(
    'InvalidRuleName',
    `configRuleName is ${quoted(name)}; allowed: 1 to 64 characters`,
  );
}
