import {
  GetAccountSummaryCommand,
  IAMClient,
  ListMFADevicesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { createAccessKey } from '../sandbox/account/access-keys';
import { putInlinePolicy } from '../sandbox/account/policies';
import { openConsoleSession } from '../sandbox/account/sessions';
import { userNamed } from '../sandbox/account/users';
import type { Sandbox } from '../sandbox/sandbox';
import { enrolVirtualDevice } from './enrolment';

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A call, and AWS's code where it was refused. */
export interface Done {
  readonly action: string;
  readonly refusal: string | undefined;
}

/** A user who administers IAM from a terminal, with an access key. */
export class UserAtWork {
  readonly #key: Credentials;
  #credentials: Credentials;
  readonly #clients: { destroy(): void }[] = [];

  constructor(
    private readonly sandbox: Sandbox,
    private readonly userName: string,
  ) {
    const { account, clock } = sandbox;
    const Statement = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };
    const document = JSON.stringify({ Version: '2012-10-17', Statement });
    putInlinePolicy(
      account,
      { type: 'user', record: userNamed(account, userName) },
      { policyName: 'work', document },
    );
    this.#key = createAccessKey(account, userNamed(account, userName), clock.now());
    this.#credentials = this.#key;
  }

  /** The user's daily work: what became of each call. */
  async work(): Promise<readonly Done[]> {
    const iam = this.#iam(this.#credentials);
    const sts = this.#sts(this.#credentials);
    return [
      await done('sts:GetCallerIdentity', sts.send(new GetCallerIdentityCommand())),
      await done('iam:ListMFADevices', iam.send(new ListMFADevicesCommand({ UserName: this.userName }))),
      await done('iam:ListUsers', iam.send(new ListUsersCommand())),
      await done('iam:GetAccountSummary', iam.send(new GetAccountSummaryCommand())),
    ];
  }

  /** What comes of an attempt to set MFA up with the access key. */
  async enrolByKey(): Promise<string> {
    try {
      await enrolVirtualDevice(this.sandbox, this.userName, this.#key);
      return 'enrolled';
    } catch (error) {
      return nameOf(error);
    }
  }

  /** Signs in to the console with the password, sets MFA up there, then turns the key and a code into a session. */
  async enrolInConsole(): Promise<void> {
    const { account, clock } = this.sandbox;
    const signedIn = openConsoleSession(account, userNamed(account, this.userName), false, clock.now());
    const { serialNumber, nextCode } = await enrolVirtualDevice(this.sandbox, this.userName, signedIn);
    const sts = this.#sts(this.#key);
    const command = new GetSessionTokenCommand({ SerialNumber: serialNumber, TokenCode: await nextCode() });
    const {
      AccessKeyId = '',
      SecretAccessKey = '',
      SessionToken = '',
    } = (await sts.send(command)).Credentials ?? {};
    this.#credentials = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    };
  }

  close(): void {
    for (const client of this.#clients) client.destroy();
  }

  #iam(credentials: Credentials): IAMClient {
    const client = new IAMClient({ ...this.#settings(), credentials });
    this.#clients.push(client);
    return client;
  }

  #sts(credentials: Credentials): STSClient {
    const client = new STSClient({ ...this.#settings(), credentials });
    this.#clients.push(client);
    return client;
  }

  #settings() {
    return { endpoint: this.sandbox.url, region: this.sandbox.account.region };
  }
}

async function done(action: string, call: Promise<unknown>): Promise<Done> {
  const refusal = await call.then(
    () => undefined,
    (error: unknown) => nameOf(error),
  );
  return { action, refusal };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}
