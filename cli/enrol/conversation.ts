import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { ConsoleMfaError } from '../../rule/core/errors';
import type { Clock } from '../../rule/ports';
import { Interrupted } from '../interruption';
import type { Shell, Sink } from '../shell';

/** From the top left, everything that is on the screen and that has scrolled off it. */
const CLEAR_SCREEN = '\u001b[H\u001b[2J\u001b[3J';
const TICK_MS = 1_000;

/** Questions and answers, a line each. What is told goes to standard error: standard output is for the result. */
export class Conversation {
  /** Whether somebody sits at a terminal, on both sides of it. */
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  readonly #sink: Sink;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #reader: Interface;
  /** Lines that came before they were asked for: a script writes them all at once. */
  readonly #early: string[] = [];
  #ended = false;
  #answered: ((line: string) => void) | undefined;
  #failed: ((reason: unknown) => void) | undefined;

  constructor({ stdin, stderr, clock }: Shell, interruption: AbortController) {
    this.isTerminal = stdin.isTTY === true && stderr.isTerminal;
    this.columns = stderr.columns;
    this.#sink = stderr;
    this.#clock = clock;
    this.#signal = interruption.signal;
    this.#reader = createInterface({
      input: stdin,
      output: writable(stderr),
      terminal: this.isTerminal,
      historySize: 0,
    });
    this.#reader.on('line', (line) => this.#take(line));
    this.#reader.on('SIGINT', () => interruption.abort(new Interrupted()));
    this.#reader.on('close', () => this.#end());
    // Reading from a terminal that was closed fails (EIO), also after readline has stopped listening.
    this.#reader.on('error', () => this.#end());
    stdin.on('error', () => this.#end());
    this.#signal.addEventListener('abort', () => this.close(), { once: true });
  }

  async tell(text: string): Promise<void> {
    await this.#sink.write(`${text}\n`);
  }

  /**
   * Asks for a line.
   *
   * @param secondsLeft what a countdown beside the question shows on a terminal; an answer is taken all the same.
   * @throws Interrupted after Ctrl-C.
   * @throws ConsoleMfaError `InputEnded` where there will be no answer.
   */
  async ask(question: string, secondsLeft: () => number = () => 0): Promise<string> {
    const answer = this.#next();
    this.#prompt(question, secondsLeft(), false);
    for (let open = true; this.isTerminal && open && secondsLeft() > 0; ) {
      const tick = this.#clock.sleep(TICK_MS).then(() => true);
      open = await Promise.race([tick, answer.then(() => false)]);
      if (open) this.#prompt(question, secondsLeft(), true);
    }
    const line = await answer;
    if (!this.isTerminal) await this.tell('');
    return line.trim();
  }

  /** Takes what was shown off a terminal, as far as terminals do. */
  async clear(): Promise<void> {
    if (this.isTerminal) await this.#sink.write(CLEAR_SCREEN);
  }

  close(): void {
    this.#reader.close();
  }

  #prompt(question: string, secondsLeft: number, again: boolean): void {
    const countdown = this.isTerminal && secondsLeft > 0 ? ` (next code in ${secondsLeft} s)` : '';
    this.#reader.setPrompt(`${question}${countdown}: `);
    this.#reader.prompt(again);
  }

  #next(): Promise<string> {
    this.#signal.throwIfAborted();
    // Somebody at a terminal answers what they see.
    if (this.isTerminal) this.#early.length = 0;
    const early = this.#early.shift();
    if (early !== undefined) return Promise.resolve(early);
    if (this.#ended) return Promise.reject(inputEnded());
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
    });
  }

  #take(line: string): void {
    if (this.#answered === undefined) this.#early.push(line);
    else this.#answered(line);
    this.#answered = undefined;
  }

  #end(): void {
    this.#ended = true;
    this.#failed?.(this.#signal.aborted ? this.#signal.reason : inputEnded());
  }
}

function inputEnded(): ConsoleMfaError {
  return new ConsoleMfaError(
    'InputEnded',
    'standard input ended before the last answer; nothing else is asked',
  );
}

/** A sink as readline writes to it. */
function writable(sink: Sink): Writable {
  const stream = new Writable({
    decodeStrings: false,
    write: (text, _encoding, written) => void sink.write(String(text)).then(() => written(), written),
  });
  return Object.assign(stream, { columns: sink.columns });
}
