import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Interrupted } from '../../../cli/interruption';
import { iamError } from '../../../sandbox/account/errors';
import { attachDevice, createVirtualMfaDevice } from '../../../sandbox/account/mfa-devices';
import { userNamed } from '../../../sandbox/account/users';
import { ServiceError } from '../../../sandbox/errors';
import { NOW } from '../../../sandbox/test/support/served-account';
import {
  type Answer,
  CODE_1,
  CODE_2,
  CTRL_C,
  Enrolling,
  KEEP_SCREEN,
  SKIP,
  TO_THE_END,
} from '../../support/cli/enrolling';
import { PNG_SIGNATURE } from '../../support/cli/png';

// Every call is authorized by the policies, which takes a while on a busy machine.
jest.setTimeout(120_000);

const OWN = 'arn:aws:iam::123456789012:mfa/anna';

let enrolling: Enrolling;
beforeEach(async () => {
  enrolling = await Enrolling.begin();
});
afterEach(() => enrolling.served.close());

function deny(action: string): void {
  enrolling.attach(`no ${action.replace(':', ' ')}`, {
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Action: action, Resource: '*' },
  });
}

function devicesOfAnna(): readonly string[] {
  return enrolling.anna.mfaDevices.map(({ serialNumber }) => serialNumber);
}

describe('Ctrl-C', () => {
  const interrupt = (question: string): Answer => [question, () => CTRL_C];

  test.each<[string, readonly Answer[]]>([
    ['code 1', [interrupt('Code 1')]],
    ['code 2', [CODE_1, interrupt('Code 2')]],
    ['a new code 1', [['Code 1', () => '000000'], ['Code 2', () => '111111'], interrupt('Code 1')]],
  ])('at %s leaves no device behind', async (_where, answers) => {
    enrolling.answers = [...answers];
    expect(await enrolling.run()).toBe(130);
    expect(enrolling.leftBehind).toEqual([]);
    expect(devicesOfAnna()).toEqual([]);
    expect(enrolling.stderr.text).toContain('Nothing is left behind');
    expect(enrolling.stdout.text).toBe('');
  });

  test('before there is a device leaves none', async () => {
    attachDevice(
      enrolling.served.account,
      enrolling.anna,
      { type: 'virtual', device: createVirtualMfaDevice(enrolling.served.account, 'anna', '/') },
      NOW,
    );
    enrolling.answers = [interrupt('Name of the device')];
    expect(await enrolling.run()).toBe(130);
    expect(enrolling.count('iam:CreateVirtualMFADevice')).toBe(0);
    expect(enrolling.count('iam:DeleteVirtualMFADevice')).toBe(0);
  });

  test.each(['try it out', 'Clear the screen'])(
    'at "%s" leaves the device that is set up',
    async (question) => {
      enrolling.answers = [CODE_1, CODE_2, ...(question === 'try it out' ? [] : [SKIP]), interrupt(question)];
      expect(await enrolling.run()).toBe(130);
      expect(devicesOfAnna()).toEqual([OWN]);
      expect(enrolling.stderr.text).toContain(`IAM has taken the codes of ${OWN}, and the device stays.`);
    },
  );

  test.each([
    ['ListMFADevices', []],
    ['CreateVirtualMFADevice', []],
    ['EnableMFADevice', [OWN]],
  ])('or SIGTERM while AWS answers %s', async (action, held) => {
    enrolling.onCall((call) => {
      if (call.action === action) enrolling.interruption.abort(new Interrupted(143));
      return [];
    });
    enrolling.answers = [...TO_THE_END];
    expect(await enrolling.run()).toBe(143);
    expect(enrolling.leftBehind).toEqual([]);
    expect(devicesOfAnna()).toEqual(held);
    expect(enrolling.stderr.text.includes('secret configuration key')).toBe(held.length > 0);
  });

  test('says exactly what stays where the device may not be removed', async () => {
    deny('iam:DeleteVirtualMFADevice');
    enrolling.answers = [CODE_1, interrupt('Code 2')];
    expect(await enrolling.run()).toBe(130);
    expect(enrolling.leftBehind).toEqual([OWN]);
    expect(enrolling.stderr.text).toContain(`aws iam delete-virtual-mfa-device --serial-number ${OWN}`);
    expect(enrolling.stderr.text).toContain("It stays, and is nobody's.");
  });
});

describe('a terminal that is closed', () => {
  test.each<[string, readonly Answer[], readonly string[]]>([
    ['code 1', [['Code 1', hangUp]], []],
    ['code 2', [CODE_1, ['Code 2', hangUp]], []],
    ['"try it out"', [CODE_1, CODE_2, ['try it out', hangUp]], [OWN]],
  ])('at %s leaves no device that nobody has', async (_where, answers, held) => {
    enrolling.answers = [...answers];
    expect(await enrolling.run()).toBe(129);
    expect(enrolling.leftBehind).toEqual([]);
    expect(devicesOfAnna()).toEqual(held);
  });

  /** The signal comes before anything is typed. */
  function hangUp(): string {
    enrolling.interruption.abort(new Interrupted(129));
    return '';
  }

  test('leaves none either where reading from it fails before the signal comes', async () => {
    enrolling.answers = [
      [
        'Code 1',
        () => {
          const error = Object.assign(new Error('read EIO'), { code: 'EIO' });
          process.nextTick(() => enrolling.stdin.emit('error', error));
          return '';
        },
      ],
    ];
    expect(await enrolling.run()).toBe(2);
    expect(enrolling.leftBehind).toEqual([]);
    expect(enrolling.stderr.text).toContain('InputEnded');
  });
});

describe('the end of standard input', () => {
  test.each([[''], ['123456\n']])('after %j leaves no device behind', async (typed) => {
    enrolling.stdin.isTTY = false;
    enrolling.stdin.end(typed);
    expect(await enrolling.run()).toBe(2);
    expect(enrolling.leftBehind).toEqual([]);
    expect(enrolling.stderr.text).toContain('InputEnded');
  });

  test('does not matter after the last code, and nothing more is asked than the codes', async () => {
    enrolling.stdin.isTTY = false;
    enrolling.answers = [
      CODE_1,
      [
        'Code 2',
        (user) => {
          const code = user.code();
          process.nextTick(() => user.end());
          return code;
        },
      ],
    ];
    expect(await enrolling.run()).toBe(0);
    expect(devicesOfAnna()).toEqual([OWN]);
    expect(enrolling.stderr.text).not.toContain('\u001b');
  });
});

describe('permissions', () => {
  test.each(['iam:ListMFADevices', 'iam:CreateVirtualMFADevice', 'iam:EnableMFADevice'])(
    'a user without %s is told which permission, and which policy grants it',
    async (action) => {
      await enrolling.served.close();
      const allowed = [
        'iam:ListMFADevices',
        'iam:CreateVirtualMFADevice',
        'iam:EnableMFADevice',
        'iam:DeleteVirtualMFADevice',
      ].filter((other) => other !== action);
      enrolling = await Enrolling.begin({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: allowed, Resource: '*' },
      });
      enrolling.answers = [...TO_THE_END];
      expect(await enrolling.run()).toBe(2);
      expect(enrolling.stderr.text).toContain(
        `NotAllowed: arn:aws:iam::123456789012:user/eng/anna may not call ${action}: have an administrator attach the policy that "iam-console-mfa policy" prints`,
      );
      expect(enrolling.leftBehind).toEqual([]);
    },
  );

  test('a user whom a policy denies is not sent for one that allows', async () => {
    deny('iam:ListMFADevices');
    enrolling.answers = [...TO_THE_END];
    expect(await enrolling.run()).toBe(2);
    expect(enrolling.stderr.text).toContain('may not call iam:ListMFADevices: a policy denies it');
    expect(enrolling.stderr.text).not.toContain('attach the policy');
  });

  test('a user who may not get a session has MFA all the same', async () => {
    deny('sts:GetSessionToken');
    enrolling.answers = [CODE_1, CODE_2, ['try it out', (user) => user.code()], KEEP_SCREEN];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.stderr.text).toContain('It cannot be tried out.');
  });
});

describe('what IAM refuses', () => {
  test('a ninth device, before one is created', async () => {
    const { account } = enrolling.served;
    for (const name of ['1', '2', '3', '4', '5', '6', '7', '8']) {
      const device = createVirtualMfaDevice(account, name, '/anna/');
      attachDevice(account, userNamed(account, 'anna'), { type: 'virtual', device }, NOW);
    }
    expect(await enrolling.run()).toBe(2);
    expect(enrolling.stderr.text).toContain('TooManyDevices: anna has 8 MFA devices');
    expect(enrolling.count('iam:CreateVirtualMFADevice')).toBe(0);
  });

  test('one more virtual device than the account can have: who deletes which', async () => {
    const { account } = enrolling.served;
    for (let count = 0; count < 5_000; count += 1) createVirtualMfaDevice(account, `abandoned-${count}`, '/');
    expect(await enrolling.run()).toBe(2);
    expect(enrolling.stderr.text).toContain(
      'TooManyDevices: the account has as many virtual MFA devices as IAM allows; have an administrator delete those of ' +
        '"aws iam list-virtual-mfa-devices --assignment-status Unassigned"',
    );
  });

  test('a ninth device that somebody else was quicker with', async () => {
    enrolling.refuse('EnableMFADevice', iamError('LimitExceeded', 'Cannot exceed quota'));
    enrolling.answers = [...TO_THE_END];
    expect(await enrolling.run()).toBe(2);
    expect(enrolling.stderr.text).toContain('LimitExceeded');
    expect(enrolling.leftBehind).toEqual([]);
  });

  const busy = iamError('EntityTemporarilyUnmodifiable', 'try again later');

  test('a user who cannot be changed for a moment, and then can', async () => {
    enrolling.refuse('EnableMFADevice', busy, 2);
    enrolling.answers = [...TO_THE_END];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.count('iam:EnableMFADevice')).toBe(3);
    expect(enrolling.stderr.text).not.toContain('Nothing is lost');
  });

  test('a user who cannot be changed for longer: new codes later', async () => {
    enrolling.refuse('EnableMFADevice', busy, 5);
    enrolling.answers = [CODE_1, CODE_2, ...TO_THE_END];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.stderr.text).toContain('IAM cannot change this user at the moment');
    expect(enrolling.count('iam:CreateVirtualMFADevice')).toBe(1);
  });

  test('a signature of a clock that is ten minutes slow', async () => {
    enrolling.skewMs = -600_000;
    enrolling.onCall(() => [
      {
        type: 'error',
        error: new ServiceError('SignatureDoesNotMatch', 'Signature expired', 403),
        when: 'instead',
      },
    ]);
    expect(await enrolling.run()).toBe(2);
    expect(enrolling.stderr.text).toContain("ClockSkew: this computer's clock is 600 s behind AWS's");
  });

  test('a signature for another reason', async () => {
    enrolling.onCall(() => [
      { type: 'error', error: new ServiceError('SignatureDoesNotMatch', 'wrong key', 403), when: 'instead' },
    ]);
    expect(await enrolling.run()).toBe(2);
    expect(enrolling.stderr.text).toContain('wrong key');
    expect(enrolling.stderr.text).not.toContain('clock');
  });
});

describe('answers that are lost', () => {
  function cutOnce(action: string): void {
    let cut = false;
    enrolling.onCall((call) => {
      if (call.action !== action || cut) return [];
      cut = true;
      return [{ type: 'cut', when: 'mid-answer' }];
    });
  }

  test('of EnableMFADevice: the device is read back', async () => {
    cutOnce('EnableMFADevice');
    enrolling.answers = [...TO_THE_END];
    expect(await enrolling.run()).toBe(0);
    expect(devicesOfAnna()).toEqual([OWN]);
  });

  test('of CreateVirtualMFADevice: the device whose secret nobody knows can be removed', async () => {
    cutOnce('CreateVirtualMFADevice');
    enrolling.answers = [['Name of the device', () => 'remove'], ...TO_THE_END];
    expect(await enrolling.run()).toBe(0);
    expect(enrolling.leftBehind).toEqual([]);
  });

  test('of DeleteVirtualMFADevice: it is gone all the same', async () => {
    cutOnce('DeleteVirtualMFADevice');
    enrolling.answers = [['Code 1', () => CTRL_C]];
    expect(await enrolling.run()).toBe(130);
    expect(enrolling.stderr.text).toContain('Nothing is left behind');
  });

  test('where IAM never shows the device, that is said and the device is left alone', async () => {
    enrolling.onCall(({ action }) =>
      action === 'ListMFADevices'
        ? [{ type: 'alter', alter: () => ({ MFADevices: [], IsTruncated: false }) }]
        : [],
    );
    enrolling.answers = [...TO_THE_END];
    expect(await enrolling.run()).toBe(2);
    expect(enrolling.stderr.text).toContain('NotConfirmed');
    expect(enrolling.count('iam:DeleteVirtualMFADevice')).toBe(0);
  });
});

describe('--png', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'enrol-'));
    file = join(directory, 'anna.png');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test('writes the QR code for its owner alone, and says to delete it', async () => {
    enrolling.answers = [...TO_THE_END];
    expect(await enrolling.run('--png', file)).toBe(0);
    expect(readFileSync(file).subarray(0, 8)).toEqual(PNG_SIGNATURE);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(enrolling.stderr.text).toContain(
      `The QR code is in ${file} too: delete the file when you are done.`,
    );
  });

  test('leaves no file after Ctrl-C', async () => {
    enrolling.answers = [['Code 1', () => CTRL_C]];
    expect(await enrolling.run('--png', file)).toBe(130);
    expect(existsSync(file)).toBe(false);
  });

  test('leaves no file where the terminal is closed', async () => {
    enrolling.answers = [
      [
        'Code 1',
        () => {
          enrolling.interruption.abort(new Interrupted(129));
          return '';
        },
      ],
    ];
    expect(await enrolling.run('--png', file)).toBe(129);
    expect(existsSync(file)).toBe(false);
  });

  test('leaves no file after Ctrl-C either where IAM has taken the codes: the app has the secret', async () => {
    enrolling.answers = [CODE_1, CODE_2, ['try it out', () => CTRL_C]];
    expect(await enrolling.run('--png', file)).toBe(130);
    expect(existsSync(file)).toBe(false);
  });

  test('never replaces a file, and refuses before AWS is asked', async () => {
    writeFileSync(file, 'precious');
    expect(await enrolling.run('--png', file)).toBe(64);
    expect(readFileSync(file, 'utf8')).toBe('precious');
    expect(enrolling.served.server.calls.total).toBe(0);
  });
});
