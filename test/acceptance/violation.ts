import { ServiceError } from '../../sandbox/errors';
import type { Call, Fault } from '../../sandbox/faults';
import type { Sandbox } from '../../sandbox/sandbox';

/** Makes a sandbox break an assumption. Called for each call of the program, not for those of the functions. */
export type Violation = (call: Call, sandbox: Sandbox) => readonly Fault[];

export const PREFIX = 'iam-console-mfa-acceptance-';

/** A recorder that does not record users, whose results show all the same. */
export function recorderWithoutUsers(): Violation {
  return onOutput('DescribeConfigurationRecorders', (output) => ({
    ...output,
    ConfigurationRecorders: listOf(output, 'ConfigurationRecorders').map((recorder) => ({
      ...recorder,
      recordingGroup: { allSupported: false, resourceTypes: ['AWS::S3::Bucket'] },
    })),
  }));
}

type Members = Readonly<Record<string, unknown>>;
export type Result = Members;

export function on(action: string, fault: Fault): Violation {
  return (call) => (call.action === action && !isWorker(call) ? [fault] : []);
}

export function onOutput(action: string, alter: (output: Members) => Members): Violation {
  return on(action, { type: 'alter', alter: (output) => alter(Object(output)) });
}

export function onResults(
  alter: (results: readonly Result[], sandbox: Sandbox) => readonly Result[],
): Violation {
  return ({ action }, sandbox) =>
    action !== 'GetComplianceDetailsByConfigRule'
      ? []
      : [
          {
            type: 'alter',
            alter: (output) => ({
              ...Object(output),
              EvaluationResults: alter(listOf(Object(output), 'EvaluationResults'), sandbox),
            }),
          },
        ];
}

export function shows(who: string, ComplianceType: string): Violation {
  return onResults((results, sandbox) =>
    results.map((result) =>
      idOf(result) === idNamed(sandbox, `${PREFIX}${who}`) ? { ...result, ComplianceType } : result,
    ),
  );
}

export function adds(who: string): Violation {
  return addsUser(`${PREFIX}${who}`);
}

export function addsUser(userName: string): Violation {
  return onResults((results, sandbox) => {
    const ResourceId = idNamed(sandbox, userName);
    const [first] = results;
    if (ResourceId === undefined || first === undefined) return results;
    const identifier = Object(first['EvaluationResultIdentifier']);
    const qualifier = {
      ...identifier.EvaluationResultQualifier,
      ResourceType: 'AWS::IAM::User',
      ResourceId,
    };
    const EvaluationResultIdentifier = { ...identifier, EvaluationResultQualifier: qualifier };
    return [...results, { ...first, EvaluationResultIdentifier }];
  });
}

export function submission(length: number): Violation {
  return (call) => {
    const { Evaluations, TestMode } = Object(call.input);
    const matches = call.action === 'PutEvaluations' && TestMode === true && Evaluations?.length === length;
    return matches ? [refuse('ValidationException')] : [];
  };
}

/** Leaves everybody out of the lists while the program waits for its new users, and not when it removes them. */
export function listsLate(): Violation {
  let lists = 0;
  return (call) => {
    if (call.action !== 'ListUsers' || isWorker(call)) return [];
    lists += 1;
    const waiting = lists > 1 && lists <= 14;
    return waiting ? [{ type: 'alter', alter: (output) => ({ ...Object(output), Users: [] }) }] : [];
  };
}

export function refuse(code: string): Fault {
  return { type: 'error', when: 'instead', error: new ServiceError(code, 'as this test has it', 400) };
}

export function isWorker({ callerArn = '' }: Call): boolean {
  return callerArn.endsWith(`/${PREFIX}worker`);
}

export function listOf(output: Members, member: string): readonly Members[] {
  const list = output[member];
  return Array.isArray(list) ? list : [];
}

function qualifierOf(result: Result) {
  return Object(Object(result['EvaluationResultIdentifier']).EvaluationResultQualifier);
}

export const idOf = (result: Result): string => qualifierOf(result).ResourceId;
export const typeOf = (result: Result): string => qualifierOf(result).ResourceType;
export const recordedAt = (result: Result): number => Number(result['ResultRecordedTime']);

export function idNamed({ account }: Sandbox, userName: string): string | undefined {
  return [...account.users].find((user) => user.userName === userName)?.userId;
}
