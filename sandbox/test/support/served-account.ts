import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { type Account, createAccount } from '../../account/account';
import type { SandboxClock } from '../../account/clock';
import type { SandboxServer } from '../../server';
import { cloudTrailService } from '../../services/cloudtrail/cloudtrail-service';
import { iamService } from '../../services/iam/iam-service';
import { stsService } from '../../services/sts/sts-service';
import { type Credentials, NOW, serve } from './serve';

export { type Credentials, NOW };

/** Account 123456789012 at a frozen clock, answering the AWS SDK's own clients. */
export interface ServedAccount {
  readonly account: Account;
  readonly clock: SandboxClock;
  readonly server: SandboxServer;
  /** Clients of the administrator, or of whoever has the credentials. They try once. */
  iam(credentials?: Credentials): IAMClient;
  sts(credentials?: Credentials): STSClient;
  cloudTrail(credentials?: Credentials): CloudTrailClient;
  close(): Promise<void>;
}

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
  const services = [iamService, stsService, cloudTrailService];
  const { clientOf, ...served } = await serve({ account, services });
  return {
    ...served,
    account,
    iam: clientOf(IAMClient),
    sts: clientOf(STSClient),
    cloudTrail: clientOf(CloudTrailClient),
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
