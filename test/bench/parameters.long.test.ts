import { figuresOf } from '../../bench/call-bound';
import { accountOf, NOW } from '../../bench/measured-account';
import { virtualRun } from './virtual-run';

// What docs/benchmarks.md says of each parameter, in an account of 300 users.

const USERS = 300;
const DEFAULTS = {
  'iam:ListUsers': 2,
  'iam:ListVirtualMFADevices': 1,
  'config:GetComplianceDetailsByConfigRule': 3,
  'config:PutEvaluations': 3,
};

async function callsOf(parameters: Readonly<Record<string, string>>) {
  const account = accountOf('mixed', USERS);
  const users = [...account.users];
  const { byAction } = await virtualRun(account, NOW, { parameters });
  const figures = figuresOf(account, { heldResults: USERS, evaluations: USERS });
  return { account, users, byAction, figures };
}

test('the defaults', async () => {
  const { byAction, figures } = await callsOf({});
  expect(byAction).toEqual({
    ...DEFAULTS,
    'iam:GetLoginProfile': figures.usersWithoutVirtualDevice,
    'iam:ListMFADevices': figures.passwordsAmongThose,
  });
});

test('exempt users and paths cost nothing', async () => {
  const { byAction } = await callsOf({ exemptPaths: '/', report: 'changes' });
  expect(byAction).toEqual({
    ...DEFAULTS,
    'config:GetComplianceDetailsByConfigRule': 1,
    'config:PutEvaluations': 1,
  });
});

test('an exempt group costs its pages, and spares its members', async () => {
  const { byAction, users, account } = await callsOf({ exemptGroups: 'developers;finance' });
  const exempt = new Set(['developers', 'finance'].map((name) => account.groups.byKey(name)?.groupId));
  const asked = users.filter(
    ({ groupIds, mfaDevices }) =>
      groupIds.every((id) => !exempt.has(id)) && mfaDevices.every(({ type }) => type !== 'virtual'),
  );
  expect(byAction['iam:GetGroup']).toBe(2);
  expect(byAction['iam:GetLoginProfile']).toBe(asked.length);
});

test('an exemption tag costs a call for each user without MFA', async () => {
  const { byAction, users } = await callsOf({ exemptionTag: 'mfa-exempt-until' });
  const failing = users.filter(
    ({ loginProfile, mfaDevices }) => loginProfile !== undefined && mfaDevices.length === 0,
  );
  expect(byAction['iam:ListUserTags']).toBe(failing.length);
});

test('grace costs nothing', async () => {
  const { byAction, figures } = await callsOf({ gracePeriodDays: '14', graceUntil: '2026-12-24' });
  expect(byAction['iam:ListMFADevices']).toBe(figures.passwordsAmongThose);
  expect(Object.keys(byAction)).toHaveLength(6);
});

test('where virtual devices alone are accepted, ListMFADevices is not called', async () => {
  const { byAction, figures } = await callsOf({ acceptedMfaTypes: 'virtual' });
  expect(byAction['iam:GetLoginProfile']).toBe(figures.usersWithoutVirtualDevice);
  expect(byAction['iam:ListMFADevices']).toBeUndefined();
});

test('where virtual devices are not accepted, everybody is asked about', async () => {
  const { byAction, users } = await callsOf({ acceptedMfaTypes: 'fido;hardware-totp' });
  expect(byAction['iam:GetLoginProfile']).toBe(USERS);
  expect(byAction['iam:ListMFADevices']).toBe(
    users.filter(({ loginProfile }) => loginProfile !== undefined).length,
  );
});

test('the root user costs a call', async () => {
  const { byAction } = await callsOf({ includeRoot: 'true' });
  expect(byAction).toMatchObject({
    'iam:GetAccountSummary': 1,
    'config:GetComplianceDetailsByConfigRule': 4,
    'config:PutEvaluations': 4,
  });
});

test('reporting changes leaves one PutEvaluations', async () => {
  const { byAction } = await callsOf({ report: 'changes' });
  expect(byAction['config:PutEvaluations']).toBe(1);
});
