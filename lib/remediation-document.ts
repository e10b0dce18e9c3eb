import type { RemediationResult } from '../lambda/remediation/remediation-result';
import { USER_ID_PATTERN } from '../lambda/remediation/request';

/** How long SSM waits for a function at most, in seconds. */
export const LONGEST_INVOCATION_SECONDS = 300;

const ADD = 'AddUserToGroup';
const CHECK = 'CheckOutcome';
const FAIL = 'FailWithoutOutcome';
const SUCCEED = 'SucceedWithOutcome';

const OUTCOMES: readonly RemediationResult['outcome'][] = ['added', 'alreadyMember', 'leftAlone'];

/**
 * The SSM Automation document: hands the user's ID to the function, requires an outcome in its answer, and outputs the
 * answer. Its parameters have the names that AWS's own runbooks for users give them.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
export function remediationDocument(
  functionArn: string,
  groupName: string,
): Readonly<Record<string, unknown>> {
  return {
    schemaVersion: '0.3',
    description:
      `Adds an IAM user to the group ${groupName}, which has to use MFA, if the user still has a console password ` +
      'and no MFA device, and is neither exempt nor in grace. The output says what was done and why. Nothing is ' +
      'deleted or deactivated; to undo it, remove the user from the group.',
    assumeRole: '{{ AutomationAssumeRole }}',
    parameters: {
      AutomationAssumeRole: {
        type: 'String',
        description: '(Required) The ARN of the role that lets Automation invoke the function.',
        allowedPattern: '^arn:[a-z-]+:iam::\\d{12}:role/[\\w+=,.@/-]+$',
      },
      IAMResourceId: {
        type: 'String',
        description: '(Required) The unique id (AIDA...) of the IAM user.',
        allowedPattern: USER_ID_PATTERN,
      },
    },
    mainSteps: [
      {
        name: ADD,
        action: 'aws:invokeLambdaFunction',
        timeoutSeconds: LONGEST_INVOCATION_SECONDS,
        onFailure: 'Abort',
        inputs: {
          FunctionName: functionArn,
          InputPayload: { IAMResourceId: '{{ IAMResourceId }}' },
        },
      },
      ...outcomeSteps(),
    ],
    outputs: [`${ADD}.Payload`],
  };
}

/**
 * The steps that fail an execution whose function has failed. AWS documents `FunctionError` as an output of the
 * invocation and does not say that the step fails with it. A failed function's answer is a JSON object in which quotes
 * of the message are escaped, so no name in the message can look like an outcome.
 */
function outcomeSteps(): readonly object[] {
  return [
    {
      name: CHECK,
      action: 'aws:branch',
      inputs: {
        Choices: OUTCOMES.map((outcome) => ({
          NextStep: SUCCEED,
          Variable: `{{ ${ADD}.Payload }}`,
          Contains: `"${outcome}"`,
        })),
        Default: FAIL,
      },
    },
    {
      // An assertion that cannot hold, by the one call that needs no permission. It shows the answer as it fails.
      name: FAIL,
      action: 'aws:assertAwsResourceProperty',
      timeoutSeconds: 60,
      onFailure: 'Abort',
      isEnd: true,
      inputs: {
        Service: 'sts',
        Api: 'GetCallerIdentity',
        PropertySelector: '$.Account',
        DesiredValues: [`an outcome (${OUTCOMES.join(', ')}) instead of {{ ${ADD}.Payload }}`],
      },
    },
    { name: SUCCEED, action: 'aws:sleep', isEnd: true, inputs: { Duration: 'PT1S' } },
  ];
}
