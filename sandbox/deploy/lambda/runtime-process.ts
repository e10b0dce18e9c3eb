import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LambdaError } from './attempt';

/** Which Node.js runs functions. */
export interface NodeSettings {
  /** The path of its binary. */
  readonly nodePath: string;
  readonly nodeFlags: readonly string[];
}

/** What the process says, or what became of it. */
export type Answer =
  | { readonly type: 'ready' }
  | { readonly type: 'init-error'; readonly error: LambdaError }
  | { readonly type: 'succeeded'; readonly result: unknown; readonly peakMemory: number }
  | { readonly type: 'error'; readonly error: LambdaError; readonly peakMemory: number }
  | { readonly type: 'timed-out' }
  | { readonly type: 'exited'; readonly how: string };

/** A Node.js process that runs `bootstrap.mjs`. */
export class RuntimeProcess {
  readonly #process: ChildProcess;
  /** Resolved with how the process ended. */
  readonly #ended: Promise<string>;
  #log: string[] = [];
  #onEndMark: () => void = () => undefined;
  #alive = true;

  /** The environment is the whole of it: nothing of this process's own gets in. */
  constructor(node: NodeSettings, directory: string, environment: Readonly<Record<string, string>>) {
    this.#process = spawn(node.nodePath, [...node.nodeFlags, join(__dirname, 'bootstrap.mjs')], {
      cwd: directory,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#ended = new Promise((resolve) => {
      this.#process.on('close', (code, signal) => resolve(signal ?? `exit status ${code}`));
      this.#process.on('error', ({ message }) => resolve(message));
    });
    void this.#ended.then(() => {
      this.#alive = false;
    });
    this.#collect(this.#process.stdout);
    this.#collect(this.#process.stderr);
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** The lines that the process has written since they were last taken. */
  takeLog(): readonly string[] {
    const log = this.#log;
    this.#log = [];
    return log;
  }

  /** Runs the handler. The answer comes once all of the output has been read; a process that is late is killed. */
  async invoke(
    invocation: { readonly timeoutMs: number } & Readonly<Record<string, unknown>>,
  ): Promise<Answer> {
    const outputRead = this.#endOfOutput();
    const answer = this.#answer(invocation.timeoutMs);
    this.#process.send(invocation);
    const given = await answer;
    if (given.type === 'succeeded' || given.type === 'error') await outputRead;
    return given;
  }

  /** Waits until the handler is loaded. */
  load(timeoutMs: number): Promise<Answer> {
    return this.#answer(timeoutMs);
  }

  async stop(): Promise<void> {
    this.#alive = false;
    this.#process.kill('SIGKILL');
    await this.#ended;
  }

  async #answer(timeoutMs: number): Promise<Answer> {
    const answer = await new Promise<Answer>((resolve) => {
      const give = (given: Answer) => {
        clearTimeout(timer);
        this.#process.off('message', give);
        resolve(given);
      };
      const timer = setTimeout(() => give({ type: 'timed-out' }), timeoutMs);
      this.#process.on('message', give);
      void this.#ended.then((how) => give({ type: 'exited', how }));
    });
    if (answer.type === 'timed-out') await this.stop();
    return answer;
  }

  #collect(stream: NodeJS.ReadableStream | null): void {
    if (stream === null) return;
    createInterface({ input: stream }).on('line', (line) => {
      if (line === '\0') this.#onEndMark();
      else this.#log.push(line);
    });
  }

  /** Both streams mark the end of an invocation's output. */
  #endOfOutput(): Promise<void> {
    return new Promise((resolve) => {
      let marks = 0;
      this.#onEndMark = () => {
        marks += 1;
        if (marks === 2) resolve();
      };
    });
  }
}
