import { setTimeout as pause } from 'node:timers/promises';
import { AcceptanceError } from '../../acceptance/acceptance-error';
import { Aws } from '../../acceptance/aws';
import type { Options } from '../../acceptance/options';
import { runAcceptance } from '../../acceptance/program';
import type { Account } from '../../sandbox/account/account';
import { SandboxClock } from '../../sandbox/account/clock';
import { startRecording } from '../../sandbox/account/configuration-recorder';
import { createUser } from '../../sandbox/account/users';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { emptyAccount } from '../../sandbox/test/support/served-account';

const NOW = new Date('2027-01-15T12:00:00.373Z');

export const OPTIONS: Options = {
  account: '123456789012',
  region: 'us-east-1',
  rule: 'iam-console-mfa',
  clean: false,
};

/** What the program printed, and how it ended. */
export interface Played {
  readonly exitCode: number;
  readonly lines: readonly string[];
  /** The status of each assumption by its ID. */
  readonly statuses: Readonly<Record<string, string>>;
}

/** A sandbox whose clock the program moves when it waits, with the deployed stack and a user of the account's own. */
export class Stage {
  private constructor(readonly sandbox: Sandbox) {}

  static async open(assembly: string): Promise<Stage> {
    const account = emptyAccount();
    startRecording(account);
    createUser(account, { userName: 'resident' }, NOW);
    const sandbox = await startSandbox({ account, clock: SandboxClock.frozen(NOW) });
    sandbox.deploy(assembly);
    await sandbox.advance(60_000);
    return new Stage(sandbox);
  }

  get account(): Account {
    return this.sandbox.account;
  }

  async play(change: Partial<Options> = {}, signal = new AbortController().signal): Promise<Played> {
    const { sandbox } = this;
    const lines: string[] = [];
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    const aws = new Aws({ region: 'us-east-1', endpoint: sandbox.url, credentials });
    const clock = {
      now: () => sandbox.clock.now().getTime(),
      sleep: async (milliseconds: number) => {
        await sandbox.advance(milliseconds);
        await pause(0);
      },
    };
    try {
      const surroundings = { aws, clock, print: (line: string) => lines.push(line), signal };
      const exitCode = await runAcceptance({ ...OPTIONS, ...change }, surroundings);
      return { exitCode, lines, statuses: statusesOf(lines) };
    } catch (error) {
      if (!(error instanceof AcceptanceError)) throw error;
      return { exitCode: error.exitCode, lines: [...lines, error.message], statuses: statusesOf(lines) };
    } finally {
      aws.close();
    }
  }

  /** What the program may have left. */
  get left(): readonly string[] {
    const { users, virtualMfaDevices, groups } = this.account;
    return [
      ...[...users].filter(({ path }) => path.includes('acceptance')).map(({ userName }) => userName),
      ...[...virtualMfaDevices].map(({ serialNumber }) => serialNumber),
      ...[...groups].filter(({ path }) => path.includes('acceptance')).map(({ groupName }) => groupName),
    ];
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }
}

const LINE = /^(?<status>held|did not hold|could not be observed): (?<id>[\w-]+): /;

function statusesOf(lines: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines.flatMap((line) => {
      const { status, id } = LINE.exec(line)?.groups ?? {};
      return status === undefined || id === undefined ? [] : [[id, status]];
    }),
  );
}
