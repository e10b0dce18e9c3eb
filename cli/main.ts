import { systemClock } from '../rule/system-clock';
import { openAccount } from './aws/open-account';
import { openOrganization } from './aws/open-organization';
import { openEnrolment } from './enrol/open-enrolment';
import { EXIT, type ExitCode } from './exit-code';
import { Interrupted, type Interruptible } from './interruption';
import { run } from './run';
import type { Shell, Sink } from './shell';
import { errorMessage } from './text/error-message';
import { visibleLines } from './text/visible';

const CLEAR_LINE = '\r\u001b[K';

/** The command line as a process. It never ends with Node.js's own exit code 1 for an error. */
export function main(): void {
  // Should nothing be left to wait for before the command has ended.
  process.exitCode = EXIT.incomplete;
  process.on('uncaughtException', (error: unknown) => {
    process.stderr.write(`${visibleLines(errorMessage(error))}\n`);
    process.exit(EXIT.incomplete);
  });
  process.on('SIGINT', () => interrupt(EXIT.interrupted));
  process.on('SIGTERM', () => interrupt(EXIT.terminated));
  process.on('SIGHUP', hangUp);
  // A package's need for a newer Node.js is the maintainers' to read.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  void run(process.argv.slice(2), shell()).then((code) => process.exit(code));
}

/** What is to be left in order before the process ends. */
let currentWork: AbortController | undefined;

function interrupt(code: Interrupted['exitCode']): void {
  if (currentWork === undefined || currentWork.signal.aborted) end(code);
  else currentWork.abort(new Interrupted(code));
}

/** A terminal that closes may send it more than once, by the kernel and by the shell: the work goes on being undone. */
function hangUp(): void {
  if (currentWork?.signal.aborted !== true) interrupt(EXIT.hungUp);
}

async function interruptible<Result>(work: Interruptible<Result>): Promise<Result> {
  currentWork = new AbortController();
  try {
    return await work(currentWork);
  } finally {
    currentWork = undefined;
  }
}

/** A terminal may hold the progress bar. */
function end(code: ExitCode): void {
  if (process.stderr.isTTY) process.stderr.write(CLEAR_LINE);
  process.exit(code);
}

function shell(): Shell {
  return {
    stdout: sink(process.stdout),
    stderr: sink(process.stderr),
    stdin: process.stdin,
    env: process.env,
    clock: systemClock,
    openAccount: (options) => openAccount(options, systemClock),
    openOrganization: (options) => openOrganization(options, systemClock),
    openEnrolment: (options) => openEnrolment(options, systemClock),
    interruptible,
  };
}

/** What a write fails with after the reader (`| head`) or the terminal has gone away. */
const READER_GONE = ['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'];

/** A reader that has gone away is no failure: what it did not want is not written. */
function sink(stream: NodeJS.WriteStream): Sink {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!READER_GONE.includes(error.code ?? '')) throw error;
  });
  return {
    write: (text) => new Promise((resolve) => stream.write(text, () => resolve())),
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
  };
}
