import { CreateVirtualMFADeviceCommand, EnableMFADeviceCommand, IAMClient } from '@aws-sdk/client-iam';
import { Secret, TOTP } from 'otpauth';
import type { Sandbox } from '../sandbox/sandbox';

/** The time that a code stands for, in milliseconds. */
const STEP = 30_000;

/** A device that was set up, and the app that holds its secret. */
export interface Enrolled {
  readonly serialNumber: string;
  /** Waits for a code that was not used yet. */
  nextCode(): Promise<string>;
}

/** A long-term access key, or the temporary credentials of a session. */
interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** An access key that the account does not know is its administrator's. */
const ADMINISTRATOR: Credentials = { accessKeyId: 'administrator', secretAccessKey: 'demo' };

/** Does what a user does with an authenticator app: scans the secret, enters two codes that follow each other. */
export async function enrolVirtualDevice(
  sandbox: Sandbox,
  userName: string,
  credentials: Credentials = ADMINISTRATOR,
): Promise<Enrolled> {
  const iam = new IAMClient({ endpoint: sandbox.url, region: sandbox.account.region, credentials });
  try {
    const created = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: userName }));
    const { SerialNumber: serialNumber = '', Base32StringSeed } = created.VirtualMFADevice ?? {};
    const app = new TOTP({ secret: Secret.fromBase32(Buffer.from(Base32StringSeed ?? []).toString()) });
    const code = () => app.generate({ timestamp: sandbox.clock.now().getTime() });
    const nextCode = async () => {
      await sandbox.advance(STEP);
      return code();
    };
    const codes = { AuthenticationCode1: code(), AuthenticationCode2: await nextCode() };
    await iam.send(new EnableMFADeviceCommand({ UserName: userName, SerialNumber: serialNumber, ...codes }));
    return { serialNumber, nextCode };
  } finally {
    iam.destroy();
  }
}
