import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { attachDevice, createVirtualMfaDevice } from '../../../sandbox/account/mfa-devices';
import { createUser } from '../../../sandbox/account/users';
import { NOW } from '../../../sandbox/test/support/served-account';
import { CODE_1, CODE_2, Enrolling, KEEP_SCREEN, SKIP, TO_THE_END } from '../../support/cli/enrolling';

// Every call is authorized by the policies, which takes a while on a busy machine.
jest.setTimeout(120_000);

const OWN = 'arn:aws:iam::123456789012:mfa/anna';

let enrolling: Enrolling;
beforeEach(async () => {
  enrolling = await Enrolling.begin();
});
afterEach(() => enrolling.served.close());

/** What GetSessionToken says to the next code of anna's app. */
async function session(serialNumber = OWN) {
  const input = { SerialNumber: serialNumber, TokenCode: enrolling.code() };
  const { Credentials } = await enrolling.served
    .sts(enrolling.credentialsOfAnna)
    .send(new GetSessionTokenCommand(input));
  return Credentials;
}

describe('a user who follows the instructions', () => {
  test('has a device of their own name, in step, and is told what changes', async () => {
    enrolling.answers = [...TO_THE_END];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.anna.mfaDevices.map(({ serialNumber }) => serialNumber)).toEqual([OWN]);
    expect(await session()).toBeDefined();
    expect(enrolling.stdout.text).toContain(`MFA is set up: anna has the device ${OWN}`);
    expect(enrolling.stdout.text).toContain(`aws configure mfa-login --serial-number ${OWN}\n`);
    expect(enrolling.stdout.text).toContain('Sign out and in again');
  });

  test('may try a third code out', async () => {
    enrolling.answers = [CODE_1, CODE_2, ['try it out', (user) => user.code()], KEEP_SCREEN];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.stderr.text).toContain('It works: AWS gave a session for that code.');
    expect(enrolling.count('sts:GetSessionToken')).toBe(1);
  });

  test('sees how long the next code takes', async () => {
    enrolling.served.clock.set(new Date('2027-01-15T12:00:10Z'));
    enrolling.answers = [...TO_THE_END];
    await enrolling.run();
    expect(enrolling.stderr.text).toContain('Code 2 (next code in 20 s): ');
  });

  test('may have spaces in the codes', async () => {
    enrolling.answers = [
      ['Code 1', (user) => user.code().replace(/(?=...$)/, ' ')],
      ['Code 2', (user) => ` ${user.code()} `],
      SKIP,
      KEEP_SCREEN,
    ];
    expect(await enrolling.run()).toBe(0);
  });
});

describe('codes that are not right', () => {
  test('the same code twice is caught before AWS is asked', async () => {
    let first = '';
    enrolling.answers = [
      ['Code 1', (user) => (first = user.code())],
      ['Code 2', () => first],
      [/still the code before[\s\S]*Code 2/, (user) => user.code()],
      SKIP,
      KEEP_SCREEN,
    ];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.count('iam:EnableMFADevice')).toBe(1);
  });

  test('what is no code is asked for again', async () => {
    enrolling.answers = [
      ['Code 1', () => '12345'],
      [/six digits[\s\S]*Code 1/, (user) => user.code()],
      CODE_2,
      SKIP,
      KEEP_SCREEN,
    ];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.count('iam:EnableMFADevice')).toBe(1);
  });

  test('wrong codes cost nothing: the same device takes the right ones', async () => {
    enrolling.answers = [['Code 1', () => '000000'], ['Code 2', () => '111111'], ...TO_THE_END];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.stderr.text).toContain("IAM did not take these codes. They are not this device's");
    expect(enrolling.stderr.text).toContain('Nothing is lost: enter two new codes.');
    expect(enrolling.count('iam:CreateVirtualMFADevice')).toBe(1);
    expect(enrolling.count('iam:EnableMFADevice')).toBe(2);
  });

  test('codes in the wrong order are named so', async () => {
    const typed: string[] = [];
    enrolling.answers = [
      [
        'Code 1',
        (user) => {
          typed.push(user.code(), user.code());
          return typed[1] ?? '';
        },
      ],
      ['Code 2', () => typed[0] ?? ''],
      ...TO_THE_END,
    ];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.stderr.text).toContain('Code 2 came before code 1.');
  });
});

describe('clocks', () => {
  test('codes that reach IAM late set the device up out of step, and two more mend it', async () => {
    enrolling.onCall(({ action }) => {
      if (action === 'EnableMFADevice') enrolling.served.clock.advance(180_000);
      return [];
    });
    enrolling.answers = [CODE_1, CODE_2, CODE_1, CODE_2, SKIP, KEEP_SCREEN];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.stderr.text).toContain("The codes were 180 s behind AWS's time when they came in");
    expect(enrolling.count('iam:ResyncMFADevice')).toBe(1);
    expect(await session()).toBeDefined();
  });

  test('without those two the device would not work', async () => {
    enrolling.onCall(({ action }) => {
      if (action === 'EnableMFADevice') enrolling.served.clock.advance(180_000);
      return [];
    });
    enrolling.answers = [CODE_1, CODE_2, ['Code 1', () => '\u0003']];
    expect(await enrolling.run()).toBe(130);
    await expect(session()).rejects.toThrow('invalid MFA one time pass code');
    expect(enrolling.stderr.text).toContain(
      `iam-console-mfa enrol --serial ${OWN} --code1 CODE --code2 CODE`,
    );
  });

  test('an app whose clock is slow is named, and stays in step', async () => {
    enrolling.appSkewMs = -120_000;
    enrolling.answers = [CODE_1, CODE_2, CODE_1, CODE_2, SKIP, KEEP_SCREEN];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.stderr.text).toContain("The app's clock is 120 s behind AWS's.");
    expect(await session()).toBeDefined();
  });

  test('a code that AWS does not take when it is tried out leads to two more', async () => {
    enrolling.answers = [
      CODE_1,
      CODE_2,
      ['try it out', () => '000000'],
      CODE_1,
      CODE_2,
      ['try it out', (user) => user.code()],
      KEEP_SCREEN,
    ];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.stderr.text).toContain('AWS did not take the code.');
    expect(enrolling.stderr.text).toContain('It works');
  });

  test.each([
    [95_000, "This computer's clock is 95 s ahead of AWS's."],
    [-40_000, "This computer's clock is 40 s behind AWS's."],
  ])('a computer whose clock is off by %d ms is told so, and enrols', async (skewMs, told) => {
    enrolling.skewMs = skewMs;
    enrolling.answers = [...TO_THE_END];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.stderr.text).toContain(told);
    expect(enrolling.stderr.text).toContain('next code in 30 s');
    expect(enrolling.count('iam:ResyncMFADevice')).toBe(0);
  });

  test('a computer whose clock is right hears nothing of clocks', async () => {
    enrolling.answers = [...TO_THE_END];
    await enrolling.run();
    expect(enrolling.stderr.text).not.toContain('clock');
  });
});

describe('the secret', () => {
  test('is on the screen and nowhere else', async () => {
    enrolling.answers = [...TO_THE_END];
    await enrolling.run();
    const { secret } = enrolling;
    expect(enrolling.stdout.text).not.toContain(secret);
    expect(enrolling.stdout.text.replaceAll(' ', '')).not.toContain(secret);
    expect(secret).toBe([...enrolling.served.account.virtualMfaDevices][0]?.base32StringSeed);
  });

  test('is cleared from the screen on request, in the end or before, and shown again', async () => {
    enrolling.answers = [
      ['Code 1', () => 'clear'],
      ['Code 1', () => 'show'],
      CODE_1,
      CODE_2,
      SKIP,
      ['Clear the screen', () => ''],
    ];
    expect(await enrolling.run()).toBe(0);
    const cleared = enrolling.stderr.text.split('\u001b[H\u001b[2J\u001b[3J');
    expect(cleared).toHaveLength(3);
    expect(cleared.map((part) => part.includes('secret configuration key'))).toEqual([true, true, false]);
  });

  test('has no QR code where the window is too narrow for it', async () => {
    enrolling.stderr.columns = 40;
    enrolling.answers = [...TO_THE_END];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.stderr.text).toContain('The QR code needs 41 columns and this window has 40');
    expect(enrolling.stderr.text).not.toContain('█');
  });
});

describe('names', () => {
  test('a user who has a device is asked for the name of one more', async () => {
    const device = createVirtualMfaDevice(enrolling.served.account, 'anna', '/');
    attachDevice(enrolling.served.account, enrolling.anna, { type: 'virtual', device }, NOW);
    enrolling.answers = [['Name of the device', () => 'phone'], ...TO_THE_END];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.anna.mfaDevices.map(({ serialNumber }) => serialNumber)).toEqual([
      OWN,
      'arn:aws:iam::123456789012:mfa/anna/phone',
    ]);
  });

  test('--name makes one more at once', async () => {
    enrolling.answers = [...TO_THE_END];
    expect(await enrolling.run('--name', 'phone')).toBe(0);
    expect(enrolling.stdout.text).toContain('arn:aws:iam::123456789012:mfa/anna/phone');
  });

  test('a name that IAM does not take is asked for again', async () => {
    createVirtualMfaDevice(enrolling.served.account, 'anna', '/');
    enrolling.answers = [
      ['Name of the device', () => 'my phone'],
      [/InvalidDeviceName[\s\S]*Name of the device/, () => 'phone'],
      ...TO_THE_END,
    ];
    expect(await enrolling.run()).toBe(0);
  });

  test.each(['a b', 'ü', '', 'a/b'])('--name %j is refused before AWS is asked', async (name) => {
    expect(await enrolling.run('--name', name)).toBe(64);
    expect(enrolling.served.server.calls.total).toBe(0);
  });
});

describe('a device of the same name, left by an attempt that was broken off', () => {
  test('is removed on request', async () => {
    createVirtualMfaDevice(enrolling.served.account, 'anna', '/');
    enrolling.answers = [['Name of the device', () => 'remove'], ...TO_THE_END];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.stderr.text).toContain(`There is a device ${OWN} already`);
    expect(enrolling.leftBehind).toEqual([]);
    expect(enrolling.anna.mfaDevices.map(({ serialNumber }) => serialNumber)).toEqual([OWN]);
  });

  test('stays where another name is given', async () => {
    createVirtualMfaDevice(enrolling.served.account, 'anna', '/');
    enrolling.answers = [['Name of the device', () => 'phone'], ...TO_THE_END];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.leftBehind).toEqual([OWN]);
  });

  test('stays where it may not be removed, and another name is asked for', async () => {
    createVirtualMfaDevice(enrolling.served.account, 'anna', '/');
    enrolling.attach('no deletion', {
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: 'iam:DeleteVirtualMFADevice', Resource: '*' },
    });
    enrolling.answers = [
      ['Name of the device', () => 'remove'],
      ['Name of the device', () => 'phone'],
      ...TO_THE_END,
    ];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.stderr.text).toContain('It was not removed. AccessKeyDenied: ');
    expect(enrolling.leftBehind).toEqual([OWN]);
  });

  test('is never removed while somebody else uses it', async () => {
    const { account } = enrolling.served;
    const device = createVirtualMfaDevice(account, 'anna', '/');
    attachDevice(account, createUser(account, { userName: 'bob' }, NOW), { type: 'virtual', device }, NOW);
    enrolling.answers = [
      ['Name of the device', () => 'remove'],
      ['Name of the device', () => 'phone'],
      ...TO_THE_END,
    ];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.stderr.text).toContain('It is in use, so it was not removed.');
  });
});
