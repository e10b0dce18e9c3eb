import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { COMMANDS } from './commands';
import { EXIT, type ExitCode } from './exit-code';
import type { Shell } from './shell';
import { errorMessage } from './text/error-message';
import { visibleLines } from './text/visible';
import { UsageError } from './usage-error';

const EXAMPLES = `
Examples:
  Who can sign in to the console with a password and no MFA?
    $ iam-console-mfa audit
  What may somebody be allowed who is to find that out?
    $ iam-console-mfa policy --audit
  More examples with every command:
    $ iam-console-mfa audit --help
`;

/**
 * Runs the command line.
 *
 * @param args without the program's own name.
 * @returns the exit code. Everything that goes wrong has been told on standard error.
 */
export async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const written: Promise<void>[] = [];
  const program = programFor(
    shell,
    (ended) => {
      code = ended;
    },
    written,
  );
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    code = await failed(error, shell);
  }
  await Promise.all(written);
  return code;
}

/** Commander writes help and complaints without waiting. */
function programFor(shell: Shell, exit: (code: ExitCode) => void, written: Promise<void>[]): Command {
  const { stdout, stderr } = shell;
  const program = new Command('iam-console-mfa')
    .description('IAM users with a console password have an MFA device: find those who have none')
    .version(version)
    .addHelpText('after', EXAMPLES);
  for (const createCommand of COMMANDS) program.addCommand(createCommand(shell, exit));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => written.push(stdout.write(text)),
      writeErr: (text) => written.push(stderr.write(visibleLines(text))),
      getOutHelpWidth: () => stdout.columns || 100,
      getErrHelpWidth: () => stderr.columns || 100,
    });
  }
  return program;
}

async function failed(error: unknown, { stderr }: Shell): Promise<ExitCode> {
  // Commander has written its complaint already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  await stderr.write(`${visibleLines(errorMessage(error))}\n`);
  return error instanceof UsageError ? EXIT.usage : EXIT.incomplete;
}
