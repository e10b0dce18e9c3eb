import { CreateVirtualMFADeviceCommand, EnableMFADeviceCommand, IAMClient } from '@aws-sdk/client-iam';
import { Secret, TOTP } from 'otpauth';
import type { Sandbox } from '../sandbox';

/** The time that a code stands for, in milliseconds. */
const STEP = 30_000;

/** Does what a user does with an authenticator app: scans the secret, enters two codes that follow each other. */
export async function enrolVirtualDevice(sandbox: Sandbox, userName: string): Promise<string> {
  const iam = new IAMClient({
    endpoint: sandbox.url,
    region: sandbox.account.region,
    credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
  });
  try {
    const created = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: userName }));
    const { SerialNumber = '', Base32StringSeed } = created.VirtualMFADevice ?? {};
    const app = new TOTP({ secret: Secret.fromBase32(Buffer.from(Base32StringSeed ?? []).toString()) });
    const timestamp = sandbox.clock.now().getTime();
    await sandbox.advance(STEP);
    await iam.send(
      new EnableMFADeviceCommand({
        UserName: userName,
        SerialNumber,
        AuthenticationCode1: app.generate({ timestamp }),
        AuthenticationCode2: app.generate({ timestamp: timestamp + STEP }),
      }),
    );
    return SerialNumber;
  } finally {
    iam.destroy();
  }
}
