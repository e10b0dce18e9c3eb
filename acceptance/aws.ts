import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { STSClient } from '@aws-sdk/client-sts';
import type { Credentials } from './credentials';

export interface AwsSettings {
  readonly region: string;
  /** Where all services answer. @default - each at its own address */
  readonly endpoint?: string;
  /** @default - those that the AWS SDK finds */
  readonly credentials?: Credentials;
}

/** Clients of the account. */
export class Aws {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly config: ConfigServiceClient;
  readonly lambda: LambdaClient;
  readonly securityHub: SecurityHubClient;
  readonly #clients: { destroy(): void }[] = [];

  constructor(private readonly settings: AwsSettings) {
    this.iam = this.#keep(new IAMClient({ ...settings }));
    this.sts = this.#keep(new STSClient({ ...settings }));
    this.config = this.#keep(new ConfigServiceClient({ ...settings }));
    this.lambda = this.#keep(new LambdaClient({ ...settings }));
    this.securityHub = this.#keep(new SecurityHubClient({ ...settings }));
  }

  /** Clients of a user. They try once: a refusal is an observation. */
  as(credentials: Credentials): { readonly iam: IAMClient; readonly sts: STSClient } {
    const settings = { ...this.settings, credentials, maxAttempts: 1 };
    return { iam: this.#keep(new IAMClient(settings)), sts: this.#keep(new STSClient(settings)) };
  }

  close(): void {
    for (const client of this.#clients) client.destroy();
  }

  #keep<Client extends { destroy(): void }>(client: Client): Client {
    this.#clients.push(client);
    return client;
  }
}

/** Whether AWS refused a call with this code, however the SDK writes it. */
export function isRefusal(error: unknown, ...codes: readonly string[]): boolean {
  if (!(error instanceof Error)) return false;
  return codes.includes(error.name) || codes.includes(error.name.replace(/Exception$/, ''));
}

/** An error of AWS in one line. */
export function errorLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.name}: ${error.message}`.replaceAll(/\s+/g, ' ');
}
