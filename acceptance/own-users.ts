import { randomBytes } from 'node:crypto';
import {
  AddUserToGroupCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  type IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { Secret, TOTP } from 'otpauth';
import { quoted } from '../rule/core/errors';
import { AcceptanceError } from './acceptance-error';
import { isRefusal } from './aws';
import type { Credentials } from './credentials';
import type { Watch } from './watch';

/** Everything that the program creates is under this IAM path. */
export const PATH = '/iam-console-mfa-acceptance/';

/** A user that the program created. */
export interface OwnUser {
  readonly userName: string;
  readonly userId: string;
}

export interface NewUser {
  readonly userName: string;
  readonly password?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A virtual device of an own user, and its codes. */
export interface OwnDevice {
  readonly serialNumber: string;
  /** Waits for a code that was not used yet. */
  nextCode(): Promise<string>;
}

const STEP_MS = 30_000;
/** The clocks of AWS and of this machine may differ a little: a code of the next half minute would be refused. */
const CLOCK_SKEW_MS = 500;

/** Creates users, and what belongs to them. `removeEverything` removes all of it. */
export class OwnUsers {
  constructor(
    private readonly iam: IAMClient,
    private readonly watch: Watch,
  ) {}

  /** @throws AcceptanceError `NameTaken` */
  async create({ userName, password = false, tags = {} }: NewUser): Promise<OwnUser> {
    this.watch.throwIfStopped();
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const userId = await this.#createUser(new CreateUserCommand({ UserName: userName, Path: PATH, Tags }));
    if (password) {
      this.watch.throwIfStopped();
      const Password = `${randomBytes(24).toString('base64url')}-aA1!`;
      await this.iam.send(new CreateLoginProfileCommand({ UserName: userName, Password }));
    }
    return { userName, userId };
  }

  async #createUser(command: CreateUserCommand): Promise<string> {
    try {
      return (await this.iam.send(command)).User?.UserId ?? '';
    } catch (error) {
      if (!isRefusal(error, 'EntityAlreadyExists')) throw error;
      throw new AcceptanceError(
        'NameTaken',
        `a user ${quoted(command.input.UserName)} exists outside the path ${PATH}; rename that user, or test in another account`,
      );
    }
  }

  /** Sets a virtual device up. IAM accepts the codes of the previous and of the current half minute. */
  async enroll({ userName }: OwnUser): Promise<OwnDevice> {
    this.watch.throwIfStopped();
    const { VirtualMFADevice } = await this.iam.send(
      new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: userName, Path: PATH }),
    );
    const serialNumber = VirtualMFADevice?.SerialNumber ?? '';
    const secret = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString();
    const app = new TOTP({ secret: Secret.fromBase32(secret) });
    const codeAt = (timestamp: number) => app.generate({ timestamp });
    const now = this.watch.now();
    await this.iam.send(
      new EnableMFADeviceCommand({
        UserName: userName,
        SerialNumber: serialNumber,
        AuthenticationCode1: codeAt(now - STEP_MS),
        AuthenticationCode2: codeAt(now),
      }),
    );
    let used = Math.floor(now / STEP_MS);
    const nextCode = async () => {
      const wait = (used + 1) * STEP_MS + CLOCK_SKEW_MS - this.watch.now();
      if (wait > 0) await this.watch.sleep(wait);
      used = Math.floor(this.watch.now() / STEP_MS);
      return codeAt(this.watch.now());
    };
    return { serialNumber, nextCode };
  }

  async createAccessKey({ userName }: OwnUser): Promise<Credentials> {
    this.watch.throwIfStopped();
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName: userName }));
    return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
  }

  /** Allows a user some actions on everything. */
  async allow({ userName }: OwnUser, ...actions: readonly string[]): Promise<void> {
    this.watch.throwIfStopped();
    const Statement = { Effect: 'Allow', Action: actions, Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await this.iam.send(
      new PutUserPolicyCommand({ UserName: userName, PolicyName: 'acceptance', PolicyDocument }),
    );
  }

  async addToGroup({ userName }: OwnUser, groupName: string): Promise<void> {
    this.watch.throwIfStopped();
    await this.iam.send(new AddUserToGroupCommand({ UserName: userName, GroupName: groupName }));
  }
}
