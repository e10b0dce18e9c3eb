import {
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetMFADeviceCommand,
  ListMFADevicesCommand,
  ListVirtualMFADevicesCommand,
  ResyncMFADeviceCommand,
} from '@aws-sdk/client-iam';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { createAccessKey } from '../../../account/access-keys';
import type { VirtualMfaDevice } from '../../../account/mfa-device';
import { attachDevice, createVirtualMfaDevice } from '../../../account/mfa-devices';
import { codeAt } from '../../../account/totp';
import { createUser, userNamed } from '../../../account/users';
import {
  type Credentials,
  NOW,
  refusalOf,
  type ServedAccount,
  serveAccount,
} from '../../support/served-account';

const STEP = 30_000;

let served: ServedAccount;
let aliceKey: Credentials;
beforeEach(async () => {
  served = await serveAccount();
  aliceKey = createAccessKey(served.account, createUser(served.account, { userName: 'alice' }, NOW), NOW);
});
afterEach(() => served.close());

/** The code that a device shows so many steps after the sandbox's time. */
function code({ base32StringSeed }: VirtualMfaDevice, steps: number): string {
  return codeAt(base32StringSeed, new Date(served.clock.now().getTime() + steps * STEP));
}

function enable(device: VirtualMfaDevice, first: number, second = first + 1, UserName = 'alice') {
  return served.iam().send(
    new EnableMFADeviceCommand({
      UserName,
      SerialNumber: device.serialNumber,
      AuthenticationCode1: code(device, first),
      AuthenticationCode2: code(device, second),
    }),
  );
}

function signIn(device: VirtualMfaDevice, steps = 0) {
  const { serialNumber: SerialNumber } = device;
  return served
    .sts(aliceKey)
    .send(new GetSessionTokenCommand({ SerialNumber, TokenCode: code(device, steps) }));
}

function newDevice(name = 'phone'): VirtualMfaDevice {
  return createVirtualMfaDevice(served.account, name, '/');
}

describe('CreateVirtualMFADevice', () => {
  test('gives a serial number, the secret as base32 and a QR code as PNG', async () => {
    const { VirtualMFADevice } = await served
      .iam()
      .send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'phone', Path: '/eng/' }));
    expect(VirtualMFADevice?.SerialNumber).toBe('arn:aws:iam::123456789012:mfa/eng/phone');
    expect(Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString()).toMatch(/^[A-Z2-7]{64}$/);
    expect(
      Buffer.from(VirtualMFADevice?.QRCodePNG ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  test('a name that an abandoned attempt left behind is taken', async () => {
    newDevice();
    const refusal = await refusalOf(
      served.iam().send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'phone' })),
    );
    expect(refusal).toMatchObject({ code: 'EntityAlreadyExists', httpStatus: 409 });
  });

  test('an account has 5,000 virtual devices at most, assigned and unassigned, until some are deleted', async () => {
    const { account } = served;
    const assigned = { type: 'virtual', device: newDevice('assigned') } as const;
    attachDevice(account, userNamed(account, 'alice'), assigned, NOW);
    for (let count = 1; count < 5_000; count += 1) newDevice(`abandoned-${count}`);
    const create = () =>
      served.iam().send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'one-too-many' }));
    expect(await refusalOf(create())).toMatchObject({ code: 'LimitExceeded', httpStatus: 409 });
    expect((await refusalOf(create())).message).toContain('5000');
    const SerialNumber = 'arn:aws:iam::123456789012:mfa/abandoned-1';
    await served.iam().send(new DeleteVirtualMFADeviceCommand({ SerialNumber }));
    expect((await create()).VirtualMFADevice?.SerialNumber).toContain('one-too-many');
  });
});

describe('DeleteVirtualMFADevice', () => {
  test.each(['arn:aws:iam::123456789012:u2f/user/alice/key-ABCDEF', 'GAHT12345678'])(
    'the serial number %s, which is not of a virtual device, is not found, whoever asks',
    async (SerialNumber) => {
      for (const iam of [served.iam(), served.iam(aliceKey)]) {
        const refusal = await refusalOf(iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber })));
        expect(refusal).toEqual({
          code: 'NoSuchEntity',
          message: `VirtualMFADevice with serial number ${SerialNumber} doesn't exist.`,
          httpStatus: 404,
        });
      }
    },
  );
});

describe('EnableMFADevice', () => {
  test('two consecutive codes assign the device, and its codes sign in', async () => {
    const device = newDevice();
    await enable(device, -1);
    const { MFADevices } = await served.iam().send(new ListMFADevicesCommand({ UserName: 'alice' }));
    expect(MFADevices).toEqual([{ UserName: 'alice', SerialNumber: device.serialNumber, EnableDate: NOW }]);
    served.clock.advance(STEP);
    expect((await signIn(device)).Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  });

  test('wrong codes are refused and nothing is lost', async () => {
    const device = newDevice();
    expect(await refusalOf(enable(device, 0, 0))).toEqual({
      code: 'InvalidAuthenticationCode',
      message: 'Authentication code for device is not valid.',
      httpStatus: 403,
    });
    await enable(device, 0);
  });

  test('codes that came late assign the device out of sync, until two fresh codes resync it', async () => {
    const device = newDevice();
    await enable(device, -10);
    expect(
      (await served.iam().send(new ListMFADevicesCommand({ UserName: 'alice' }))).MFADevices,
    ).toHaveLength(1);
    expect(await refusalOf(signIn(device))).toEqual({
      code: 'AccessDenied',
      message: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
      httpStatus: 403,
    });
    await served.iam().send(
      new ResyncMFADeviceCommand({
        UserName: 'alice',
        SerialNumber: device.serialNumber,
        AuthenticationCode1: code(device, -1),
        AuthenticationCode2: code(device, 0),
      }),
    );
    served.clock.advance(STEP);
    await signIn(device);
  });

  test('a code is good once', async () => {
    const device = newDevice();
    await enable(device, -1);
    served.clock.advance(STEP);
    await signIn(device);
    expect((await refusalOf(signIn(device))).code).toBe('AccessDenied');
  });

  test('the ninth device is one too many', async () => {
    for (let count = 0; count < 8; count += 1) {
      attachDevice(
        served.account,
        userNamed(served.account, 'alice'),
        { type: 'fido', name: `key-${count}` },
        NOW,
      );
    }
    expect(await refusalOf(enable(newDevice(), 0))).toMatchObject({ code: 'LimitExceeded', httpStatus: 409 });
  });

  test('a device that is another user’s is in use, and one that was never made does not exist', async () => {
    const device = newDevice();
    createUser(served.account, { userName: 'bob' }, NOW);
    await enable(device, 0, 1, 'bob');
    expect((await refusalOf(enable(device, 0))).code).toBe('EntityAlreadyExists');
    expect((await refusalOf(enable({ ...device, serialNumber: `${device.serialNumber}-2` }, 0))).code).toBe(
      'NoSuchEntity',
    );
  });

  test('six digits are asked for', async () => {
    const refusal = await refusalOf(
      served.iam().send(
        new EnableMFADeviceCommand({
          UserName: 'alice',
          SerialNumber: newDevice().serialNumber,
          AuthenticationCode1: '12345',
          AuthenticationCode2: '123456',
        }),
      ),
    );
    expect(refusal).toMatchObject({ code: 'ValidationError', httpStatus: 400 });
    expect(refusal.message).toContain("Value '12345' at 'authenticationCode1'");
  });
});

describe('DeactivateMFADevice', () => {
  test('an assigned device cannot be deleted before it is deactivated', async () => {
    const device = newDevice();
    await enable(device, 0);
    const iam = served.iam();
    const SerialNumber = device.serialNumber;
    const remove = () => iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }));
    expect(await refusalOf(remove())).toMatchObject({ code: 'DeleteConflict', httpStatus: 409 });
    await iam.send(new DeactivateMFADeviceCommand({ UserName: 'alice', SerialNumber }));
    expect(
      (await iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Unassigned' })))
        .VirtualMFADevices,
    ).toEqual([{ SerialNumber }]);
    await remove();
    expect((await iam.send(new ListVirtualMFADevicesCommand({}))).VirtualMFADevices).toEqual([]);
  });

  test('another user’s device is not found', async () => {
    const device = newDevice();
    await enable(device, 0);
    createUser(served.account, { userName: 'bob' }, NOW);
    const { serialNumber: SerialNumber } = device;
    const refusal = await refusalOf(
      served.iam().send(new DeactivateMFADeviceCommand({ UserName: 'bob', SerialNumber })),
    );
    expect(refusal.code).toBe('NoSuchEntity');
  });
});

describe('the lists', () => {
  test('ListMFADevices shows every type by the form of its serial number', async () => {
    const { account } = served;
    const alice = () => userNamed(account, 'alice');
    attachDevice(account, alice(), { type: 'virtual', device: newDevice() }, NOW);
    attachDevice(account, alice(), { type: 'fido', name: 'yubi' }, NOW);
    attachDevice(account, alice(), { type: 'sms', name: 'alice' }, NOW);
    attachDevice(
      account,
      alice(),
      { type: 'hardware-totp', serialNumber: 'GAHT12345678', secret: 'JBSWY3DPEHPK3PXP' },
      NOW,
    );
    const { MFADevices } = await served.iam().send(new ListMFADevicesCommand({ UserName: 'alice' }));
    expect(MFADevices?.map(({ SerialNumber }) => SerialNumber)).toEqual([
      'GAHT12345678',
      'arn:aws:iam::123456789012:mfa/phone',
      'arn:aws:iam::123456789012:sms-mfa/alice',
      expect.stringMatching(/^arn:aws:iam::123456789012:u2f\/user\/alice\/yubi-[A-Z2-7]{26}$/),
    ]);
    const device = await served
      .iam()
      .send(new GetMFADeviceCommand({ UserName: 'alice', SerialNumber: 'GAHT12345678' }));
    expect(device).toMatchObject({ UserName: 'alice', SerialNumber: 'GAHT12345678', EnableDate: NOW });
  });

  test('ListVirtualMFADevices tells whose an assigned device is; the root user has no name there', async () => {
    const { account } = served;
    attachDevice(account, userNamed(account, 'alice'), { type: 'virtual', device: newDevice() }, NOW);
    attachDevice(account, 'root', { type: 'virtual', device: newDevice('root-account-mfa-device') }, NOW);
    newDevice('spare');
    const assigned = await served
      .iam()
      .send(new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned' }));
    expect(assigned.VirtualMFADevices).toEqual([
      {
        SerialNumber: 'arn:aws:iam::123456789012:mfa/phone',
        EnableDate: NOW,
        User: expect.objectContaining({ UserName: 'alice', UserId: userNamed(account, 'alice').userId }),
      },
      {
        SerialNumber: 'arn:aws:iam::123456789012:mfa/root-account-mfa-device',
        EnableDate: NOW,
        User: {
          UserId: '123456789012',
          Arn: 'arn:aws:iam::123456789012:root',
          CreateDate: new Date('2020-02-03T04:05:06Z'),
        },
      },
    ]);
    const first = await served.iam().send(new ListVirtualMFADevicesCommand({ MaxItems: 2 }));
    expect([first.VirtualMFADevices?.length, first.IsTruncated]).toEqual([2, true]);
    const rest = await served.iam().send(new ListVirtualMFADevicesCommand({ Marker: first.Marker }));
    expect(rest.VirtualMFADevices).toEqual([{ SerialNumber: 'arn:aws:iam::123456789012:mfa/spare' }]);
  });
});
