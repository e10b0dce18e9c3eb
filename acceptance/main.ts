import { systemClock } from '../rule/system-clock';
import { AcceptanceError } from './acceptance-error';
import { Aws, errorLine } from './aws';
import { readOptions } from './options';
import { runAcceptance } from './program';

/** By signal: 128 and its number, as shells count. */
const STOPPED = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

async function main(args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  for (const [signal, exitCode] of Object.entries(STOPPED)) {
    process.on(signal, () => {
      if (stop.signal.aborted) return; // npm sends a second signal beside the terminal's
      console.error('Stopping: removing what was created.');
      stop.abort(new AcceptanceError('Stopped', `stopped by ${signal}; nothing is left`, exitCode));
    });
  }
  // A reader that has gone away must not end the program before it has removed what it created.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    const options = readOptions(args);
    const endpoint = process.env['AWS_ENDPOINT_URL'];
    const aws = new Aws({ region: options.region, ...(endpoint !== undefined && { endpoint }) });
    try {
      return await runAcceptance(options, {
        aws,
        clock: systemClock,
        print: (line) => console.log(line),
        signal: stop.signal,
      });
    } finally {
      aws.close();
    }
  } catch (error) {
    console.error(error instanceof AcceptanceError ? error.message : errorLine(error));
    return error instanceof AcceptanceError ? error.exitCode : 2;
  }
}

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  },
);
