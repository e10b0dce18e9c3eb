import { Duration } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type Architecture, type IFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { ENVIRONMENT } from '../lambda/trigger/environment';
import { handlerCode } from './handler-code';
import type { ConsoleMfaRule } from './rule';

/** How long the one call that the function makes may take. */
export const TRIGGER_TIMEOUT = Duration.seconds(10);

export interface TriggerFunctionProps {
  /** The rule to evaluate. */
  readonly rule: ConsoleMfaRule;
  /** The queue that events are taken from. */
  readonly queue: IQueue;
  readonly logGroup: ILogGroup;
  /** @default - that of the rule's function */
  readonly architecture?: Architecture;
}

/** The function that asks AWS Config for an evaluation, with a role that may do nothing else. */
export function createTriggerFunction(scope: Construct, props: TriggerFunctionProps): IFunction {
  const { rule, logGroup, architecture = rule.architecture } = props;
  return new NodejsFunction(scope, 'Function', {
    role: createRole(scope, props),
    ...handlerCode('lambda/trigger/handler.ts'),
    description: 'Starts an evaluation of the AWS Config rule after changes in IAM.',
    runtime: Runtime.NODEJS_24_X,
    architecture,
    memorySize: 256,
    timeout: TRIGGER_TIMEOUT,
    environment: { [ENVIRONMENT.configRuleName]: rule.configRuleName },
    logGroup,
  });
}

function createRole(scope: Construct, { rule, queue, logGroup }: TriggerFunctionProps): Role {
  const statement = (sid: string, actions: string[], resource: string) =>
    new PolicyStatement({ sid, actions, resources: [resource] });
  return new Role(scope, 'Role', {
    description: 'Takes IAM events from a queue and starts evaluations of the AWS Config rule.',
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      ConsoleMfaTrigger: new PolicyDocument({
        statements: [
          statement('StartEvaluation', ['config:StartConfigRulesEvaluation'], rule.configRuleArn),
          statement(
            'TakeEvents',
            ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
            queue.queueArn,
          ),
          statement('WriteLog', ['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn),
        ],
      }),
    },
  });
}
