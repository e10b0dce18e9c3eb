import type { Account } from '../account/account';
import { SandboxError } from '../errors';

/** A stack set with service-managed permissions, as CloudFormation creates it. */
export interface StackSetSettings {
  readonly stackSetName: string;
  readonly organizationalUnitIds: readonly string[];
  /** Whether accounts that join a unit get the stack. */
  readonly autoDeployment: boolean;
  /** The types of the template's resources, such as `AWS::IAM::Role`. */
  readonly resourceTypes: readonly string[];
}

/** Where a stack set stands in one account. */
export interface StackInstanceState {
  readonly accountId: string;
  readonly stackId: string;
  readonly status: 'CURRENT' | 'OUTDATED';
  readonly detailedStatus: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  readonly statusReason: string | undefined;
  /** How many operations have tried to create the stack. */
  readonly attempts: number;
}

export interface StackInstanceChange {
  readonly stackSetArn: string;
  readonly action: 'CREATE';
  readonly instance: StackInstanceState;
}

/** Deploys the stack into one account. @returns why it failed, undefined if it did not */
export type DeployToAccount = (accountId: string) => Promise<string | undefined>;

/**
 * A stack set and the accounts that it has come to. An account in which the stack fails stays OUTDATED until an
 * operation tries it again; no operation starts by itself, but for an account that joins.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html#stack-instance-status-codes
 */
export class DeployedStackSet {
  /** What `Ref` gives: the name and something unique. */
  readonly stackSetId: string;
  readonly stackSetArn: string;
  readonly settings: StackSetSettings;
  /** How it deploys, for the test or demo that has the accounts. @default - a stack set without accounts */
  deployTo: DeployToAccount = async (accountId) => {
    throw new SandboxError('NoAccount', `nothing was given to deploy to ${accountId} with; set deployTo`);
  };
  readonly #account: Account;
  readonly #onChange: (change: StackInstanceChange) => void;
  readonly #instances = new Map<string, StackInstanceState>();

  constructor(account: Account, settings: StackSetSettings, onChange: (change: StackInstanceChange) => void) {
    this.#account = account;
    this.settings = settings;
    this.#onChange = onChange;
    this.stackSetId = `${settings.stackSetName}:${account.ids.requestId()}`;
    const { partition, region, accountId } = account;
    this.stackSetArn = `arn:${partition}:cloudformation:${region}:${accountId}:stackset/${this.stackSetId}`;
  }

  /** What ListStackInstances tells of. */
  get instances(): readonly StackInstanceState[] {
    return [...this.#instances.values()];
  }

  /** Has an account join a unit of the stack set's. */
  async accountJoined(accountId: string): Promise<void> {
    if (this.settings.autoDeployment) await this.#operate([this.#newInstance(accountId)]);
  }

  /** What repeating CreateStackInstances does: tries those that are OUTDATED, and leaves the others alone. */
  async retryOutdated(): Promise<void> {
    await this.#operate(this.instances.filter(({ status }) => status === 'OUTDATED'));
  }

  async #operate(instances: readonly StackInstanceState[]): Promise<void> {
    for (const instance of instances) this.#change(instance, { detailedStatus: 'PENDING' });
    for (const instance of instances) {
      const attempts = instance.attempts + 1;
      this.#change(instance, { detailedStatus: 'RUNNING', attempts });
      const statusReason = await this.deployTo(instance.accountId);
      this.#change(instance, {
        attempts,
        statusReason,
        ...(statusReason === undefined
          ? { status: 'CURRENT', detailedStatus: 'SUCCEEDED' }
          : { status: 'OUTDATED', detailedStatus: 'FAILED' }),
      });
    }
  }

  #change(before: StackInstanceState, changed: Partial<StackInstanceState>): void {
    const instance = { ...before, ...changed };
    this.#instances.set(instance.accountId, instance);
    this.#onChange({ stackSetArn: this.stackSetArn, action: 'CREATE', instance });
  }

  #newInstance(accountId: string): StackInstanceState {
    const { partition, region, ids } = this.#account;
    const name = `StackSet-${this.settings.stackSetName}-${ids.requestId()}`;
    return {
      accountId,
      stackId: `arn:${partition}:cloudformation:${region}:${accountId}:stack/${name}/${ids.requestId()}`,
      status: 'OUTDATED',
      detailedStatus: 'PENDING',
      statusReason: undefined,
      attempts: 0,
    };
  }
}
