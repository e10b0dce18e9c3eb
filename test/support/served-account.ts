import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { type Account, createAccount } from '../../sandbox/account/account';
import { SandboxClock } from '../../sandbox/account/clock';
import { type SandboxServer, startServer } from '../../sandbox/server';
import { iamService } from '../../sandbox/services/iam/iam-service';
import { stsService } from '../../sandbox/services/sts/sts-service';

export const NOW = new Date('2027-01-15T12:00:00Z');

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Account 123456789012 at a frozen clock, answering the AWS SDK's own clients. */
export interface ServedAccount {
  readonly account: Account;
  readonly clock: SandboxClock;
  readonly server: SandboxServer;
  /** Clients of the administrator, or of whoever has the credentials. They try once. */
  iam(credentials?: Credentials): IAMClient;
  sts(credentials?: Credentials): STSClient;
  close(): Promise<void>;
}

const ADMINISTRATOR: Credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'unchecked' };

export function emptyAccount(): Account {
  return createAccount({
    accountId: '123456789012',
    partition: 'aws',
    region: 'us-east-1',
    seed: 'test',
    createDate: new Date('2020-02-03T04:05:06Z'),
  });
}

export async function serveAccount(account = emptyAccount()): Promise<ServedAccount> {
  const clock = SandboxClock.frozen(NOW);
  const defects: unknown[] = [];
  const server = await startServer({
    account,
    clock,
    services: [iamService, stsService],
    onDefect: (error) => defects.push(error),
  });
  const clients: { destroy(): void }[] = [];
  const settings = (credentials = ADMINISTRATOR) => ({
    endpoint: server.url,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  const kept = <Client extends { destroy(): void }>(client: Client): Client => {
    clients.push(client);
    return client;
  };
  return {
    account,
    clock,
    server,
    iam: (credentials) => kept(new IAMClient(settings(credentials))),
    sts: (credentials) => kept(new STSClient(settings(credentials))),
    async close() {
      for (const client of clients) client.destroy();
      await server.close();
      if (defects.length > 0) throw new AggregateError(defects, 'the sandbox has defects');
    },
  };
}

/** What an AWS client throws, as far as tests look at it. */
export interface Refusal {
  /** As it was on the wire. */
  readonly code: string;
  readonly message: string;
  readonly httpStatus: number | undefined;
}

export async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  try {
    await promise;
  } catch (error) {
    const { name, Code, message, $metadata } = Object(error);
    return { code: Code ?? name, message, httpStatus: $metadata?.httpStatusCode };
  }
  throw new Error('nothing was refused');
}
