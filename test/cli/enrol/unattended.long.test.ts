import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { Interrupted } from '../../../cli/interruption';
import { createVirtualMfaDevice } from '../../../sandbox/account/mfa-devices';
import { createUser, userNamed } from '../../../sandbox/account/users';
import { NOW } from '../../../sandbox/test/support/served-account';
import { Enrolling, TO_THE_END } from '../../support/cli/enrolling';

// Every call is authorized by the policies, which takes a while on a busy machine.
jest.setTimeout(120_000);

const OWN = 'arn:aws:iam::123456789012:mfa/anna';
/** Not a key of the account's: its administrator. */
const ADMINISTRATOR = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'unchecked' };

let enrolling: Enrolling;
beforeEach(async () => {
  enrolling = await Enrolling.begin();
});
afterEach(() => enrolling.served.close());

/** The document on standard output, which the next command begins anew. */
function printed() {
  const document = JSON.parse(enrolling.stdout.text);
  enrolling.stdout.text = '';
  return document;
}

describe('a script', () => {
  test('creates a device, makes codes from its secret, and enables it', async () => {
    expect(await enrolling.run('--json')).toBe(0);
    const created = printed();
    expect(created).toEqual({
      status: 'created',
      account: '123456789012',
      userName: 'anna',
      serialNumber: OWN,
      secret: expect.stringMatching(/^[A-Z2-7]{64}$/),
      uri: `otpauth://totp/AWS:anna%40123456789012?secret=${created.secret}&issuer=AWS`,
    });
    const codes = [enrolling.code(created.secret), enrolling.code(created.secret)];
    expect(await enrolling.run('--code1', `${codes[0]}`, '--code2', `${codes[1]}`, '--json')).toBe(0);
    expect(printed()).toEqual({
      status: 'enabled',
      account: '123456789012',
      userName: 'anna',
      serialNumber: OWN,
    });
    expect(enrolling.anna.mfaDevices).toHaveLength(1);
    expect(enrolling.stderr.text).toBe('');
  });

  test('brings a device that is out of step back into it', async () => {
    await enrolling.run('--json', '--name', 'phone');
    const { secret, serialNumber } = printed();
    expect(serialNumber).toBe('arn:aws:iam::123456789012:mfa/anna/phone');
    const codes = [enrolling.code(secret), enrolling.code(secret)];
    enrolling.served.clock.advance(300_000);
    expect(
      await enrolling.run('--serial', serialNumber, '--code1', `${codes[0]}`, '--code2', `${codes[1]}`),
    ).toBe(0);
    const session = () =>
      enrolling.served
        .sts(enrolling.credentialsOfAnna)
        .send(new GetSessionTokenCommand({ SerialNumber: serialNumber, TokenCode: enrolling.code(secret) }));
    await expect(session()).rejects.toThrow('invalid MFA one time pass code');
    enrolling.stdout.text = '';
    const [code1, code2] = [enrolling.code(secret), enrolling.code(secret)];
    expect(await enrolling.run('--name', 'phone', '--code1', code1, '--code2', code2, '--json')).toBe(0);
    expect(printed().status).toBe('resynced');
    expect((await session()).Credentials).toBeDefined();
  });

  test('may try again with codes that IAM did not take', async () => {
    await enrolling.run('--json');
    const { secret } = printed();
    expect(await enrolling.run('--code1', '000000', '--code2', '111111', '--json')).toBe(2);
    expect(enrolling.stderr.text).toContain('CodesRefused');
    expect(enrolling.stdout.text).toBe('');
    const [code1, code2] = [enrolling.code(secret), enrolling.code(secret)];
    expect(await enrolling.run('--code1', code1, '--code2', code2)).toBe(0);
    expect(enrolling.stdout.text).toContain('MFA is set up');
  });

  test('whose device has been removed meanwhile is told so', async () => {
    expect(await enrolling.run('--code1', '000000', '--code2', '111111')).toBe(2);
    expect(enrolling.stderr.text).toContain(`UnknownDevice: IAM knows no device "${OWN}"`);
  });

  test('whose name is taken is told what removes the device', async () => {
    createVirtualMfaDevice(enrolling.served.account, 'anna', '/');
    expect(await enrolling.run('--json')).toBe(2);
    expect(enrolling.stderr.text).toContain(`DeviceExists: there is a device ${OWN} already`);
    expect(enrolling.stderr.text).toContain(`aws iam delete-virtual-mfa-device --serial-number ${OWN}`);
    expect(enrolling.stdout.text).toBe('');
  });

  test('that is interrupted while the device is created leaves none behind', async () => {
    enrolling.onCall(({ action }) => {
      if (action === 'CreateVirtualMFADevice') enrolling.interruption.abort(new Interrupted());
      return [];
    });
    expect(await enrolling.run('--json')).toBe(130);
    expect(enrolling.leftBehind).toEqual([]);
    expect(enrolling.stdout.text).toBe('');
  });
});

describe('flags that cannot be used', () => {
  test.each([
    [['--code1', '123456'], 'CodesMissing'],
    [['--code2', '123456'], 'CodesMissing'],
    [['--code1', '12345', '--code2', '123456'], 'InvalidCode'],
    [['--code1', '123456', '--code2', 'abcdef'], 'InvalidCode'],
    [['--code1', '123456', '--code2', '123 456'], 'SameCode'],
    [['--serial', OWN], 'CodesMissing'],
  ])('%j end with 64 and %s, before AWS is asked', async (flags, code) => {
    expect(await enrolling.run(...flags)).toBe(64);
    expect(enrolling.stderr.text).toContain(code);
    expect(enrolling.served.server.calls.total).toBe(0);
  });
});

describe('whose device', () => {
  test('a caller who is no IAM user has to name one', async () => {
    expect(await enrolling.runAs(ADMINISTRATOR, '--json')).toBe(64);
    expect(enrolling.stderr.text).toContain('is no IAM user; name one with --user');
  });

  test('a user whom IAM does not know is refused', async () => {
    expect(await enrolling.runAs(ADMINISTRATOR, '--user', 'nobody', '--json')).toBe(64);
    expect(enrolling.stderr.text).toContain('UnknownUser: IAM knows no user "nobody"');
  });

  test('an administrator enrols for a user, as IAM spells the name, and is not asked to try a code out', async () => {
    createUser(enrolling.served.account, { userName: 'Bob' }, NOW);
    const [code1, code2, , keepScreen] = TO_THE_END;
    enrolling.answers = [code1, code2, keepScreen].flatMap((answer) =>
      answer === undefined ? [] : [answer],
    );
    expect(await enrolling.runAs(ADMINISTRATOR, '--user', 'bob')).toBe(0);
    expect(
      userNamed(enrolling.served.account, 'Bob').mfaDevices.map(({ serialNumber }) => serialNumber),
    ).toEqual(['arn:aws:iam::123456789012:mfa/Bob']);
  });

  test('a user who names themselves needs no more permissions than without', async () => {
    expect(await enrolling.run('--user', 'anna', '--json')).toBe(0);
    expect(enrolling.count('iam:GetUser')).toBe(0);
  });

  test('a user may not enrol another', async () => {
    createUser(enrolling.served.account, { userName: 'bob' }, NOW);
    expect(await enrolling.run('--user', 'bob', '--json')).toBe(2);
    expect(enrolling.stderr.text).toContain('NotAllowed');
  });
});
