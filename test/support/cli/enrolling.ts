import { PassThrough } from 'node:stream';
import { openEnrolment } from '../../../cli/enrol/open-enrolment';
import { run } from '../../../cli/run';
import type { Shell } from '../../../cli/shell';
import { selfServicePolicy } from '../../../rule/policies/self-service-policy';
import { createAccessKey } from '../../../sandbox/account/access-keys';
import { putInlinePolicy } from '../../../sandbox/account/policies';
import type { User } from '../../../sandbox/account/principals';
import { codeAt } from '../../../sandbox/account/totp';
import { createUser, userNamed } from '../../../sandbox/account/users';
import type { ServiceError } from '../../../sandbox/errors';
import type { Call, Fault } from '../../../sandbox/faults';
import type { SandboxServer } from '../../../sandbox/server';
import {
  type Credentials,
  NOW,
  type ServedAccount,
  serveAccount,
} from '../../../sandbox/test/support/served-account';
import { CapturedSink } from './fake-shell';

const STEP_MS = 30_000;

/** The answer to a question, given once it is on the screen, after whatever else is to be there first. */
export type Answer = readonly [question: string | RegExp, answer: (enrolling: Typist) => string];

/** What answers are made with. */
export interface Typist {
  code(secret?: string): string;
  end(): void;
}

/** What somebody types who presses Ctrl-C. */
export const CTRL_C = '\u0003';

/** An account that answers AWS clients. */
interface Place extends Pick<ServedAccount, 'account' | 'clock'> {
  readonly server: Pick<SandboxServer, 'url' | 'calls' | 'pipeline'>;
}

/** The user anna at a terminal, with an access key, before a sandbox's account. Waiting moves the sandbox's clock. */
export class Enrolling<At extends Place = ServedAccount> {
  readonly stdout = new CapturedSink();
  readonly stderr = new CapturedSink();
  readonly stdin: PassThrough & { isTTY?: boolean } = new PassThrough();
  readonly interruption = new AbortController();
  /** By how much the clock of this computer is wrong. */
  skewMs = 0;
  /** By how much the clock of the authenticator app is wrong. */
  appSkewMs = 0;
  /** Later ones are given to questions that come later. */
  answers: Answer[] = [];
  #read = 0;
  #lastStep = 0;

  constructor(
    readonly served: At,
    private readonly credentials: Credentials,
  ) {
    this.stdin.isTTY = true;
    this.stderr.isTerminal = true;
    this.stderr.columns = 120;
    const { stderr } = this;
    const write = stderr.write.bind(stderr);
    stderr.write = async (text) => {
      await write(text);
      this.#answer();
    };
  }

  /** @param policy of anna, at `/eng/` in an empty account; the self-service policy unless it is given. */
  static async begin(policy: object = selfServicePolicy('aws')): Promise<Enrolling> {
    const served = await serveAccount();
    const key = createAccessKey(
      served.account,
      createUser(served.account, { userName: 'anna', path: '/eng/' }, NOW),
      NOW,
    );
    const enrolling = new Enrolling(served, key);
    enrolling.attach('self-service', policy);
    return enrolling;
  }

  get anna(): User {
    return userNamed(this.served.account, 'anna');
  }

  get credentialsOfAnna(): Credentials {
    return this.credentials;
  }

  attach(policyName: string, document: object): void {
    const { account } = this.served;
    const identity = { type: 'user', record: this.anna } as const;
    putInlinePolicy(account, identity, { policyName, document: JSON.stringify(document) });
  }

  /** Refuses an action, so often. */
  refuse(action: string, error: ServiceError, times = 1, when: 'instead' | 'after' = 'instead'): void {
    let left = times;
    this.onCall((call) => {
      if (call.action !== action || left === 0) return [];
      left -= 1;
      return [{ type: 'error', error, when }];
    });
  }

  onCall(plan: (call: Call) => readonly Fault[]): void {
    this.served.server.pipeline.faults = plan;
  }

  /** @returns the exit code. */
  async run(...args: readonly string[]): Promise<number> {
    return this.runAs(this.credentials, ...args);
  }

  async runAs(credentials: Credentials, ...args: readonly string[]): Promise<number> {
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: this.served.server.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_CONFIG_FILE: '/nowhere',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
      AWS_SESSION_TOKEN: credentials.sessionToken ?? '',
    });
    try {
      return await run(['enrol', ...args], this.#shell());
    } finally {
      process.env = before;
    }
  }

  /** Nothing more will be typed. */
  end(): void {
    this.stdin.end();
  }

  /** The secret that was shown last. */
  get secret(): string {
    const shown = [...this.stderr.text.matchAll(/key into it: ([A-Z2-7 ]+)/g)].at(-1)?.[1];
    if (shown === undefined) throw new Error('no secret was shown');
    return shown.replaceAll(' ', '');
  }

  /** The code that the app shows now, or the next one where that was typed already. */
  code(secret = this.secret): string {
    const { clock } = this.served;
    const step = () => Math.floor((clock.now().getTime() + this.appSkewMs) / STEP_MS);
    if (step() <= this.#lastStep) {
      const next = (this.#lastStep + 1) * STEP_MS - this.appSkewMs;
      clock.set(new Date(next));
    }
    this.#lastStep = step();
    return codeAt(secret, new Date(this.#lastStep * STEP_MS));
  }

  /** The devices that are nobody's. */
  get leftBehind(): readonly string[] {
    return [...this.served.account.virtualMfaDevices]
      .filter(({ owner }) => owner === undefined)
      .map(({ serialNumber }) => serialNumber);
  }

  count(action: string): number {
    return this.served.server.calls.count(action);
  }

  #answer(): void {
    const unread = this.stderr.text.slice(this.#read);
    const [next] = this.answers;
    if (next === undefined || !shows(unread, next[0])) return;
    this.answers.shift();
    this.#read = this.stderr.text.length;
    const typed = next[1](this);
    this.stdin.write(typed === CTRL_C ? typed : `${typed}\r`);
  }

  #shell(): Shell {
    const { served, skewMs } = this;
    const clock = {
      now: () => served.clock.now().getTime() + skewMs,
      // A date has whole milliseconds, and what sleeps for less is to wake later all the same.
      sleep: async (milliseconds: number) => served.clock.advance(Math.ceil(milliseconds)),
      random: () => 0.5,
    };
    return {
      stdout: this.stdout,
      stderr: this.stderr,
      stdin: this.stdin,
      env: {},
      clock,
      openAccount: () => Promise.reject(new Error('enrol opens an enrolment')),
      openOrganization: () => Promise.reject(new Error('enrol opens an enrolment')),
      openEnrolment: (options) => openEnrolment(options, clock),
      interruptible: (work) => work(this.interruption),
    };
  }
}

function shows(text: string, question: string | RegExp): boolean {
  return typeof question === 'string' ? text.includes(question) : question.test(text);
}

export const CODE_1: Answer = ['Code 1', (enrolling) => enrolling.code()];
export const CODE_2: Answer = ['Code 2', (enrolling) => enrolling.code()];
export const SKIP: Answer = ['try it out', () => ''];
export const KEEP_SCREEN: Answer = ['Clear the screen', () => 'n'];
/** Two right codes, and what is asked after them. */
export const TO_THE_END: readonly Answer[] = [CODE_1, CODE_2, SKIP, KEEP_SCREEN];
