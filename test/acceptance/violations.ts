import type { AssumptionId } from '../../acceptance/assumptions';
import { updateRule } from '../../sandbox/account/config-rules';
import { groupNamed, removeFromGroup } from '../../sandbox/account/groups';
import { putInlinePolicy } from '../../sandbox/account/policies';
import { userNamed } from '../../sandbox/account/users';
import { ServiceError } from '../../sandbox/errors';
import type { Call, Fault } from '../../sandbox/faults';
import type { Sandbox } from '../../sandbox/sandbox';

/** Makes a sandbox break an assumption. Called for each call of the program, not for those of the functions. */
export type Violation = (call: Call, sandbox: Sandbox) => readonly Fault[];

export const PREFIX = 'iam-console-mfa-acceptance-';

/** By assumption; all those that the program observes in the sandbox. */
export const VIOLATIONS: Partial<Readonly<Record<AssumptionId, () => Violation>>> = {
  'no-password': () => on('GetLoginProfile', refuse('ValidationError')),
  'device-owner-id': () =>
    onOutput('ListVirtualMFADevices', (output) => ({
      ...output,
      VirtualMFADevices: listOf(output, 'VirtualMFADevices').map((device) => ({
        ...device,
        ...('User' in device ? { User: { ...Object(device['User']), UserId: 'AIDAOTHER' } } : {}),
      })),
    })),
  'new-user-listed': () => listsLate(),
  'root-summary': () =>
    onOutput('GetAccountSummary', (output) => {
      const { AccountPasswordPresent: _missing, ...SummaryMap } = Object(output['SummaryMap']);
      return { ...output, SummaryMap };
    }),
  'user-type-accepted': () => submission(1),
  'batch-of-100': () => submission(100),
  'empty-submission': () => submission(0),
  'once-a-minute':
    () =>
    (call, { account }) => {
      if (call.action !== 'StartConfigRulesEvaluation') return [];
      for (const rule of [...account.config.rules]) {
        updateRule(account.config, rule, { startedTime: undefined, running: 0 });
      }
      return [];
    },
  'result-no-password': () => shows('no-password', 'NON_COMPLIANT'),
  'result-virtual-device': () => shows('device', 'NON_COMPLIANT'),
  'result-no-device': () => shows('no-device', 'COMPLIANT'),
  'result-tag': () => adds('tagged'),
  'result-exempt': () => addsUser('robot-iam-console-mfa-acceptance'),
  'result-root': () =>
    onResults((results) => results.filter((result) => typeOf(result) !== 'AWS::::Account')),
  'result-changes': () => shows('no-device', 'NON_COMPLIANT'),
  'deleted-user': () => {
    let leaver: Result | undefined;
    return onResults((results, sandbox) => {
      leaver ??= results.find((result) => idOf(result) === idNamed(sandbox, `${PREFIX}leaver`));
      const isThere = leaver === undefined || results.includes(leaver);
      return isThere || leaver === undefined ? results : [...results, leaver];
    });
  },
  'changes-keep-time': () =>
    onResults((results, sandbox) => {
      const leaverIsGone = idNamed(sandbox, `${PREFIX}leaver`) === undefined;
      return leaverIsGone
        ? results.filter((result) => idOf(result) !== idNamed(sandbox, `${PREFIX}no-password`))
        : results;
    }),
  'results-shown': () =>
    onResults((results, { clock }) =>
      results.filter((result) => clock.now().getTime() - recordedAt(result) > 90_000),
    ),
  'ordering-timestamp': () =>
    onResults((results) =>
      results.map((result) => {
        const identifier = Object(result['EvaluationResultIdentifier']);
        const second = new Date(Math.floor(Number(identifier.OrderingTimestamp) / 1000) * 1000);
        return { ...result, EvaluationResultIdentifier: { ...identifier, OrderingTimestamp: second } };
      }),
    ),
  redelivery: () =>
    onOutput('InvokeFunction', () => ({ FunctionError: 'Unhandled', Payload: '{"errorMessage":"twice"}' })),
  'no-error-status': () =>
    onOutput('DescribeConfigRuleEvaluationStatus', (output) => ({
      ...output,
      ConfigRulesEvaluationStatus: listOf(output, 'ConfigRulesEvaluationStatus').map((status) => ({
        ...status,
        LastErrorCode: 'Unhandled',
      })),
    })),
  'key-denied':
    () =>
    (call, { account }) => {
      if (call.action !== 'ListUsers' || !isWorker(call)) return [];
      const group = groupNamed(account, 'console-mfa-self-service');
      removeFromGroup(account, group, userNamed(account, `${PREFIX}worker`));
      return [];
    },
  'mfa-session-allowed': () => {
    let withCode = false;
    return (call) => {
      if (call.action === 'GetSessionToken') withCode = 'TokenCode' in Object(call.input);
      return call.action === 'ListUsers' && isWorker(call) && withCode ? [refuse('AccessDenied')] : [];
    };
  },
  'session-without-mfa':
    () =>
    (call, { account, calls }) => {
      if (call.action !== 'GetSessionToken') return [];
      calls.listen(() => {
        for (const [key, session] of account.sessions)
          account.sessions.set(key, { ...session, withoutIam: false });
      });
      return [];
    },
  'security-hub': () =>
    onOutput('GetFindings', (output) => ({
      Findings: listOf(output, 'Findings').map((finding) => ({
        ...finding,
        Compliance: { Status: 'PASSED' },
      })),
    })),
  'unrecorded-users': () => {
    const recordsNoUsers = recorderWithoutUsers();
    const hidesUsers = onResults((results) =>
      results.filter((result) => typeOf(result) !== 'AWS::IAM::User'),
    );
    return (call, sandbox) => [...recordsNoUsers(call, sandbox), ...hidesUsers(call, sandbox)];
  },
  'key-cannot-enroll':
    () =>
    (call, { account }) => {
      if (call.action !== 'CreateVirtualMFADevice' || !isWorker(call)) return [];
      const record = userNamed(account, `${PREFIX}worker`);
      removeFromGroup(account, groupNamed(account, 'console-mfa-self-service'), record);
      const document = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
      putInlinePolicy(account, { type: 'user', record }, { policyName: 'acceptance', document });
      return [];
    },
  'failed-remediation': () =>
    onOutput('DescribeRemediationExecutionStatus', (output) => ({
      ...output,
      RemediationExecutionStatuses: listOf(output, 'RemediationExecutionStatuses').map((status) => ({
        ...status,
        State: 'SUCCEEDED',
      })),
    })),
};

/** The same for the stack with near real time. */
export const VIOLATIONS_IN_NEAR_REAL_TIME: Partial<Readonly<Record<AssumptionId, () => Violation>>> = {
  'near-real-time': () => {
    let asked = false;
    const hide = onResults((results) => (asked ? results : []));
    return (call, sandbox) => {
      if (call.action === 'StartConfigRulesEvaluation') asked = true;
      return hide(call, sandbox);
    };
  },
  'result-grace': () => shows('no-device', 'NON_COMPLIANT'),
};

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
type Result = Members;

function on(action: string, fault: Fault): Violation {
  return (call) => (call.action === action && !isWorker(call) ? [fault] : []);
}

function onOutput(action: string, alter: (output: Members) => Members): Violation {
  return on(action, { type: 'alter', alter: (output) => alter(Object(output)) });
}

function onResults(alter: (results: readonly Result[], sandbox: Sandbox) => readonly Result[]): Violation {
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

function shows(who: string, ComplianceType: string): Violation {
  return onResults((results, sandbox) =>
    results.map((result) =>
      idOf(result) === idNamed(sandbox, `${PREFIX}${who}`) ? { ...result, ComplianceType } : result,
    ),
  );
}

function adds(who: string): Violation {
  return addsUser(`${PREFIX}${who}`);
}

function addsUser(userName: string): Violation {
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

function submission(length: number): Violation {
  return (call) => {
    const { Evaluations, TestMode } = Object(call.input);
    const matches = call.action === 'PutEvaluations' && TestMode === true && Evaluations?.length === length;
    return matches ? [refuse('ValidationException')] : [];
  };
}

/** Leaves everybody out of the lists while the program waits for its new users, and not when it removes them. */
function listsLate(): Violation {
  let lists = 0;
  return (call) => {
    if (call.action !== 'ListUsers' || isWorker(call)) return [];
    lists += 1;
    const waiting = lists > 1 && lists <= 14;
    return waiting ? [{ type: 'alter', alter: (output) => ({ ...Object(output), Users: [] }) }] : [];
  };
}

function refuse(code: string): Fault {
  return { type: 'error', when: 'instead', error: new ServiceError(code, 'as this test has it', 400) };
}

function isWorker({ callerArn = '' }: Call): boolean {
  return callerArn.endsWith(`/${PREFIX}worker`);
}

function listOf(output: Members, member: string): readonly Members[] {
  const list = output[member];
  return Array.isArray(list) ? list : [];
}

function qualifierOf(result: Result) {
  return Object(Object(result['EvaluationResultIdentifier']).EvaluationResultQualifier);
}

const idOf = (result: Result): string => qualifierOf(result).ResourceId;
const typeOf = (result: Result): string => qualifierOf(result).ResourceType;
const recordedAt = (result: Result): number => Number(result['ResultRecordedTime']);

function idNamed({ account }: Sandbox, userName: string): string | undefined {
  return [...account.users].find((user) => user.userName === userName)?.userId;
}
