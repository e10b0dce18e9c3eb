import { Readable } from 'node:stream';
import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { OwnAccount } from '../../../cli/aws/account-access';
import { configRulesApi } from '../../../cli/aws/config-rules';
import { accessThrough } from '../../../cli/aws/open-account';
import type { OrganizationAccess } from '../../../cli/aws/organization-access';
import { run } from '../../../cli/run';
import type { Shell, Sink } from '../../../cli/shell';
import { describeConfigRules } from '../../../sandbox/services/config/describe-rules';
import type { AccountIam } from '../account-iam';
import { sender } from '../in-process-service';
import { VirtualClock } from '../virtual-clock';

/** 2027-01-15T12:00:00Z, in milliseconds since the epoch. */
export const NOW = Date.parse('2027-01-15T12:00:00Z');

/** A stream that keeps what is written to it. */
export class CapturedSink implements Sink {
  text = '';
  isTerminal = false;
  columns: number | undefined;

  async write(text: string): Promise<void> {
    this.text += text;
  }
}

/** Account 123456789012, looked at by role/auditor. */
export function accessTo(iam: AccountIam): OwnAccount {
  const identity = {
    accountId: '123456789012',
    partition: 'aws',
    callerArn: 'arn:aws:sts::123456789012:assumed-role/auditor/anna',
  };
  const access = accessThrough(iam.client, identity, 'eu-west-1');
  const { describeRules } = configRulesApi(configClient(iam));
  return {
    ...access,
    iam,
    getUser: iam.over('iam:GetUser', access.getUser),
    groupMembers: iam.over('iam:GetGroup', access.groupMembers),
    configRules: { describeRules: iam.over('config:DescribeConfigRules', describeRules) },
    eventHistory: () => ({ lookupEvents: () => Promise.reject(new Error('no event history')) }),
  };
}

/** AWS Config of the same account, as far as it can be asked for rules. */
function configClient({ account, line }: AccountIam): ConfigServiceClient {
  const service = {
    name: 'config',
    actionPrefix: 'config',
    actions: { DescribeConfigRules: describeConfigRules },
  } as const;
  const now = () => new Date(line.clock.now());
  return { send: sender(service, account, now) } as unknown as ConfigServiceClient;
}

/** The command line in this process, in virtual time. */
export class CommandLine {
  readonly stdout = new CapturedSink();
  readonly stderr = new CapturedSink();
  readonly clock = new VirtualClock(NOW);
  readonly env: Record<string, string> = {};
  /** What is typed, or comes through a pipe. */
  stdin: readonly (string | Buffer)[] = [];
  readonly interruption = new AbortController();

  /** @param open what to open the account with; none for a command that opens none. */
  constructor(
    private readonly open: (clock: VirtualClock) => OwnAccount | Error = () => new Error('no account'),
    private readonly organization?: (clock: VirtualClock) => OrganizationAccess,
  ) {}

  /** @returns the exit code. */
  run(...args: readonly string[]): Promise<number> {
    return this.clock.run(() => run(args, this.shell()));
  }

  /** The same for a command that also waits for files. */
  async runWithFiles(...args: readonly string[]): Promise<number> {
    let over = false;
    const code = run(args, this.shell()).finally(() => {
      over = true;
    });
    while (!over) {
      await new Promise(setImmediate);
      await this.clock.runOut();
    }
    return code;
  }

  /** What surrounds its commands, some of it changed. */
  shell(change: Partial<Shell> = {}): Shell {
    return {
      stdout: this.stdout,
      stderr: this.stderr,
      stdin: Readable.from(this.stdin),
      env: this.env,
      clock: this.clock,
      openAccount: async () => {
        const opened = this.open(this.clock);
        if (opened instanceof Error) throw opened;
        return opened;
      },
      openOrganization: async () => {
        if (this.organization === undefined) throw new Error('no organization');
        return this.organization(this.clock);
      },
      openEnrolment: () => Promise.reject(new Error('nobody enrols here')),
      interruptible: (work) => work(this.interruption),
      ...change,
    };
  }
}
