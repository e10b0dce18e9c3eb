import { enforcementPolicy } from '../../../rule/policies/enforcement-policy';
import { createVirtualMfaDevice } from '../../../sandbox/account/mfa-devices';
import { attachPolicy, createPolicy } from '../../../sandbox/account/policies';
import { openConsoleSession } from '../../../sandbox/account/sessions';
import { ServiceError } from '../../../sandbox/errors';
import { NOW } from '../../../sandbox/test/support/served-account';
import { CODE_1, CODE_2, Enrolling, KEEP_SCREEN } from '../../support/cli/enrolling';

// Every call is authorized by the policies, which takes a while on a busy machine.
jest.setTimeout(120_000);

const OWN = 'arn:aws:iam::123456789012:mfa/anna';

let enrolling: Enrolling;
beforeEach(async () => {
  enrolling = await Enrolling.begin();
  const { account } = enrolling.served;
  const document = JSON.stringify(
    enforcementPolicy({ partition: 'aws', enforceFrom: NOW, exemptAccessKeys: false }),
  );
  const { arn } = createPolicy(account, { policyName: 'enforcement', document }, NOW);
  attachPolicy(account, { type: 'user', record: enrolling.anna }, arn);
});
afterEach(() => enrolling.served.close());

/** The credentials of a session in the console, as `aws login` gives them. */
function session(mfaAuthenticated: boolean) {
  return openConsoleSession(enrolling.served.account, enrolling.anna, mfaAuthenticated, NOW);
}

describe('a long-term access key', () => {
  test.each([[[]], [['--json']], [['--name', 'phone']]])(
    'with %j is denied before there is a device, and one line says where to enroll',
    async (flags) => {
      expect(await enrolling.run(...flags)).toBe(2);
      expect(enrolling.stderr.text).toMatch(
        /^AccessKeyDenied: arn:aws:iam::123456789012:user\/eng\/anna may not call iam:CreateVirtualMFADevice with a long-term access key: a policy denies it, as where MFA is enforced; enroll in the AWS console, or run "aws login" and try again; if you have a device, first get a session with MFA by "aws configure mfa-login" \(AWS: .*\)\n$/,
      );
      expect(enrolling.leftBehind).toEqual([]);
      expect(enrolling.stdout.text).toBe('');
    },
  );

  test('cannot enable a device that was created before the date either', async () => {
    createVirtualMfaDevice(enrolling.served.account, 'anna', '/');
    expect(await enrolling.run('--code1', '123456', '--code2', '654321')).toBe(2);
    expect(enrolling.stderr.text).toContain('AccessKeyDenied');
    expect(enrolling.stderr.text).toContain('iam:EnableMFADevice with a long-term access key');
    expect(enrolling.anna.mfaDevices).toEqual([]);
  });

  test('that an organization denies is not sent to the console, which would be denied too', async () => {
    enrolling.refuse(
      'CreateVirtualMFADevice',
      new ServiceError(
        'AccessDenied',
        'User: arn:aws:iam::123456789012:user/eng/anna is not authorized to perform: iam:CreateVirtualMFADevice with an explicit deny in a service control policy',
        403,
      ),
    );
    expect(await enrolling.run()).toBe(2);
    expect(enrolling.stderr.text).toContain('NotAllowed');
    expect(enrolling.stderr.text).not.toContain('aws login');
  });
});

test('a console session without MFA enrolls', async () => {
  enrolling.answers = [CODE_1, CODE_2, KEEP_SCREEN];
  expect(await enrolling.runAs(session(false))).toBe(0);
  expect(enrolling.anna.mfaDevices.map(({ serialNumber }) => serialNumber)).toEqual([OWN]);
});

test('a session without MFA that is denied everything else hears nothing of access keys', async () => {
  enrolling.attach('no devices', {
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Action: 'iam:CreateVirtualMFADevice', Resource: '*' },
  });
  expect(await enrolling.runAs(session(false))).toBe(2);
  expect(enrolling.stderr.text).toContain('NotAllowed');
  expect(enrolling.stderr.text).not.toContain('access key');
});

test('a session with MFA sets up one more device', async () => {
  enrolling.answers = [CODE_1, CODE_2, KEEP_SCREEN];
  expect(await enrolling.runAs(session(true), '--name', 'phone')).toBe(0);
  expect(enrolling.anna.mfaDevices.map(({ serialNumber }) => serialNumber)).toEqual([
    'arn:aws:iam::123456789012:mfa/anna/phone',
  ]);
});
