import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { CfnRemediationConfiguration } from 'aws-cdk-lib/aws-config';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../lambda/remediation/environment';
import { ConsoleMfaError } from '../rule/core/errors';
import { parseParameters } from '../rule/core/parse-parameters';
import { handlerCode } from './handler-code';
import { remediationDocument } from './remediation-document';
import { remediationPermissions } from './remediation-policy';
import type { ConsoleMfaRule } from './rule';
import { policyDocument, wildcardAcknowledgments } from './rule-policy';
import type { ConsoleMfaSelfService } from './self-service';

/** Who starts a remediation: `manual`, people one by one; `automatic`, AWS Config for every NON_COMPLIANT user. */
export const REMEDIATION_MODES = ['manual', 'automatic'] as const;

/** One of them. */
export type RemediationMode = (typeof REMEDIATION_MODES)[number];

/** Properties of `ConsoleMfaRemediation`. */
export interface ConsoleMfaRemediationProps {
  /** The rule whose NON_COMPLIANT users are remediated. */
  readonly rule: ConsoleMfaRule;

  /** The group that they are added to, and that has `enforceMfaFrom`. */
  readonly selfService: ConsoleMfaSelfService;

  /**
   * Whether AWS Config remediates by itself.
   *
   * @default 'manual'
   */
  readonly mode?: RemediationMode;

  /**
   * How long the log is kept of who was added.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;

  /**
   * The processor architecture of the function.
   *
   * @default - that of the rule's function
   */
  readonly architecture?: Architecture;
}

/**
 * AWS Config gives up on a user after this many attempts within this time. It stays below two runs of an hourly rule,
 * for a member without MFA is NON_COMPLIANT still and is attempted again after each run.
 */
const ATTEMPTS = { maximumAutomaticAttempts: 5, retryAttemptSeconds: 600 };

/** Each remediation lists the users of the account, and IAM throttles the account as a whole. */
const EXECUTION_CONTROLS = { concurrentExecutionRatePercentage: 2, errorPercentage: 50 };

/**
 * A remediation of AWS Config for the rule's NON_COMPLIANT users: adds the user to the group that has to use MFA. The
 * user is judged again first. It never deletes or deactivates anything, and removing the user from the group undoes it.
 * docs/remediation.md tells how to go about it.
 */
export class ConsoleMfaRemediation extends Construct {
  /** The SSM Automation document that AWS Config runs. */
  readonly documentName: string;
  /** The role that Automation takes. */
  readonly automationRole: Role;
  /** The function that adds the user. */
  readonly lambdaFunction: IFunction;
  /** Who was added. */
  readonly logGroup: ILogGroup;

  /** @throws ConsoleMfaError `NothingEnforced` for a group that has no `enforceMfaFrom`. */
  constructor(scope: Construct, id: string, props: ConsoleMfaRemediationProps) {
    super(scope, id);
    const { rule, selfService, mode = 'manual' } = props;
    const { group } = selfService;
    if (selfService.enforcementPolicy === undefined) throw nothingEnforced();
    this.logGroup = new LogGroup(this, 'Log', { retention: props.logRetention ?? RetentionDays.ONE_YEAR });
    this.lambdaFunction = this.createFunction(this.createRole(props), props);
    this.automationRole = this.createAutomationRole();
    this.documentName = new CfnDocument(this, 'Document', {
      content: remediationDocument(this.lambdaFunction.functionArn, group.groupName),
      documentType: 'Automation',
      documentFormat: 'JSON',
      updateMethod: 'NewVersion',
    }).ref;
    new CfnRemediationConfiguration(this, 'Remediation', {
      configRuleName: rule.configRuleName,
      resourceType: 'AWS::IAM::User',
      targetType: 'SSM_DOCUMENT',
      targetId: this.documentName,
      automatic: mode === 'automatic',
      parameters: {
        AutomationAssumeRole: { StaticValue: { Values: [this.automationRole.roleArn] } },
        IAMResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } },
      },
      executionControls: { ssmControls: EXECUTION_CONTROLS },
      ...ATTEMPTS,
    });
  }

  private createRole({ rule, selfService }: ConsoleMfaRemediationProps): Role {
    const parameters = parseParameters(rule.inputParameters);
    const permissions = remediationPermissions(parameters, selfService.group, this.logGroup);
    const role = new Role(this, 'Role', {
      description: 'Reads IAM users and adds them to the group that has to use MFA.',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { ConsoleMfaRemediation: policyDocument(permissions) },
    });
    Validations.of(role).acknowledge(...wildcardAcknowledgments(Stack.of(this), permissions));
    return role;
  }

  private createFunction(role: Role, props: ConsoleMfaRemediationProps): NodejsFunction {
    const { rule, selfService, architecture } = props;
    return new NodejsFunction(this, 'Function', {
      ...handlerCode('lambda/remediation/handler.ts'),
      description: 'Adds a NON_COMPLIANT IAM user to the group that has to use MFA.',
      runtime: Runtime.NODEJS_24_X,
      architecture: architecture ?? rule.architecture,
      memorySize: 256,
      // SSM waits for five minutes.
      timeout: Duration.minutes(4),
      environment: {
        [ENVIRONMENT.ruleParameters]: JSON.stringify(rule.inputParameters),
        [ENVIRONMENT.groupName]: selfService.group.groupName,
      },
      role,
      logGroup: this.logGroup,
    });
  }

  /** For Automation of this account alone, and for nothing but the function. */
  private createAutomationRole(): Role {
    const stack = Stack.of(this);
    const executions = stack.formatArn({
      service: 'ssm',
      resource: 'automation-execution',
      resourceName: '*',
    });
    return new Role(this, 'AutomationRole', {
      description: 'Lets SSM Automation invoke the function that adds a user to the group.',
      assumedBy: new ServicePrincipal('ssm.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': executions },
        },
      }),
      inlinePolicies: {
        InvokeFunction: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:InvokeFunction'],
              resources: [this.lambdaFunction.functionArn],
            }),
          ],
        }),
      },
    });
  }
}

function nothingEnforced(): ConsoleMfaError {
  return new ConsoleMfaError(
    'NothingEnforced',
    'the remediation adds users to the self-service group, which enforces nothing; set enforceMfaFrom, or leave the remediation out',
  );
}
