import type { AssumptionId } from '../../acceptance/assumptions';
import type { Account } from '../../sandbox/account/account';
import { updateRule } from '../../sandbox/account/config-rules';
import { groupNamed, removeFromGroup } from '../../sandbox/account/groups';
import { unassignDevice } from '../../sandbox/account/mfa-devices';
import { putInlinePolicy } from '../../sandbox/account/policies';
import { userNamed } from '../../sandbox/account/users';
import {
  adds,
  addsUser,
  idNamed,
  idOf,
  isWorker,
  listOf,
  listsLate,
  on,
  onOutput,
  onResults,
  PREFIX,
  type Result,
  recordedAt,
  recorderWithoutUsers,
  refuse,
  shows,
  submission,
  typeOf,
  type Violation,
} from './violation';

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
  'device-enable-date': () =>
    onOutput('ListMFADevices', (output) => ({
      ...output,
      MFADevices: listOf(output, 'MFADevices').map(({ EnableDate: _missing, ...device }) => device),
    })),
  'assigned-device':
    () =>
    ({ action, input }, { account }) => {
      if (action === 'DeleteVirtualMFADevice') takeAway(account, Object(input).SerialNumber);
      return [];
    },
  'new-user-listed': () => listsLate(),
  'root-summary': () =>
    onOutput('GetAccountSummary', (output) => {
      const { AccountPasswordPresent: _missing, ...SummaryMap } = Object(output['SummaryMap']);
      return { ...output, SummaryMap };
    }),
  'user-type-accepted': () => submission(1),
  'batch-of-100': () => submission(100),
  'empty-submission': () => submission(0),
  'rule-name-limit': () => (call) => {
    const { ConfigRuleName = '' } = Object(call.input);
    return call.action === 'GetComplianceDetailsByConfigRule' && ConfigRuleName.length > 64
      ? [refuse('NoSuchConfigRuleException')]
      : [];
  },
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
  'refusal-names-policy': () => (call) =>
    call.action === 'ListUsers' && isWorker(call) ? [refuse('AccessDenied')] : [],
  'own-user-with-path': () => (call) =>
    call.action === 'ListMFADevices' && isWorker(call) ? [refuse('AccessDenied')] : [],
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
          account.sessions.set(key, { ...session, origin: 'console' });
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
      const group = groupNamed(account, 'console-mfa-self-service');
      removeFromGroup(account, group, userNamed(account, `${PREFIX}worker`));
      const record = userNamed(account, `${PREFIX}worker`);
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

/** As if the device were no one's. */
function takeAway(account: Account, serialNumber: string): void {
  for (const user of [...account.users]) {
    const device = user.mfaDevices.find((candidate) => candidate.serialNumber === serialNumber);
    if (device !== undefined) unassignDevice(account, user, device);
  }
}
