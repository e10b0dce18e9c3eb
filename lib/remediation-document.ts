import { USER_ID_PATTERN } from '../lambda/remediation/request';

/** How long SSM waits for a function at most, in seconds. */
export const LONGEST_INVOCATION_SECONDS = 300;

const STEP = 'AddUserToGroup';

/**
 * The SSM Automation document: one step, which hands the user's id to the function and gives its answer out. Its
 * parameters have the names that AWS's own runbooks for users give them.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html
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
        name: STEP,
        action: 'aws:invokeLambdaFunction',
        timeoutSeconds: LONGEST_INVOCATION_SECONDS,
        onFailure: 'Abort',
        isEnd: true,
        inputs: {
          FunctionName: functionArn,
          InputPayload: { IAMResourceId: '{{ IAMResourceId }}' },
        },
      },
    ],
    outputs: [`${STEP}.Payload`],
  };
}
