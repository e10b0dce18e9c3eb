import { Command } from 'commander';
import { parseCode } from '../enrol/codes';
import { Conversation } from '../enrol/conversation';
import { enrol as enrolInConversation } from '../enrol/enrol';
import type { CodePair } from '../enrol/enrolment-access';
import { undo, whatChangesNow } from '../enrol/guidance';
import { QrCodeFile } from '../enrol/secret';
import { begin, finish } from '../enrol/unattended';
import { checkedDeviceName, deviceName, serialNumberOf } from '../enrol/virtual-device';
import { whose } from '../enrol/whose';
import { EXIT, type ExitCode } from '../exit-code';
import { Interrupted } from '../interruption';
import { type AwsOptions, addAwsOptions } from '../options/aws';
import type { Shell } from '../shell';
import { toVisibleJson } from '../text/visible';
import { readAsUsage, UsageError } from '../usage-error';
import type { CommandOf } from './command';

interface EnrolOptions extends AwsOptions {
  readonly user?: string;
  readonly name?: string;
  readonly png?: string;
  readonly serial?: string;
  readonly code1?: string;
  readonly code2?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  Set up MFA for yourself, with an authenticator app:
    $ iam-console-mfa enrol
  A second device, beside the first:
    $ iam-console-mfa enrol --name phone
  For somebody else, as an administrator, with the QR code in a file:
    $ iam-console-mfa enrol --user anna --png anna.png
  In a script: a device and its secret, then two codes made from it that follow each other:
    $ iam-console-mfa enrol --json
    $ iam-console-mfa enrol --code1 123456 --code2 654321
  Bring a device that you have back into step:
    $ iam-console-mfa enrol --serial arn:aws:iam::123456789012:mfa/anna --code1 123456 --code2 654321

Exit codes:
  0  done
  2  AWS refused, or an answer was missing; it says what stays
  64 a flag or a code cannot be used
  130 Ctrl-C; nothing stays, or it says what
`;

export const enrol: CommandOf = (shell, exit) => {
  const command = new Command('enrol')
    .description('set up a virtual MFA device: QR code or secret key, then two consecutive codes')
    .option('--user <name>', 'the IAM user (default: the one who calls)')
    .option('--name <name>', 'for one more device (default: the user name, for the first)')
    .option('--png <file>', 'write the QR code to a new file too')
    .option('--json', 'ask nothing; print JSON: without codes, a new device with its secret')
    .option('--code1 <code>', 'ask nothing; enable the device with this code and the next')
    .option('--code2 <code>', 'the code after that')
    .option('--serial <arn>', 'the device that the codes are of (default: by user and --name)');
  return addAwsOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: EnrolOptions) => exit(await run(options, shell)));
};

async function run(options: EnrolOptions, shell: Shell): Promise<ExitCode> {
  const codes = readCodes(options);
  const further = options.name === undefined ? undefined : readName(options.name);
  if (codes !== undefined) return runWithCodes(options, shell, further, codes);
  if (options.serial !== undefined) {
    throw new UsageError('CodesMissing', '--serial needs the codes of the device: --code1 and --code2');
  }
  const png = options.png === undefined ? undefined : new QrCodeFile(options.png);
  try {
    await (options.json === true ? runJson(options, shell, further, png) : ask(options, shell, further, png));
    return EXIT.ok;
  } catch (error) {
    png?.remove();
    if (error instanceof Interrupted) return error.exitCode;
    throw error;
  }
}

/** With somebody who answers. */
async function ask(
  { user, ...options }: EnrolOptions,
  shell: Shell,
  further: string | undefined,
  png: QrCodeFile | undefined,
): Promise<void> {
  const access = await shell.openEnrolment(options);
  const { userName, ownUser } = await whose(access, user);
  const serialNumber = await shell.interruptible(async (interruption) => {
    const conversation = new Conversation(shell, interruption);
    const { signal } = interruption;
    const { clock } = shell;
    try {
      return await enrolInConversation({
        access,
        conversation,
        clock,
        signal,
        userName,
        ownUser,
        further,
        png,
      });
    } finally {
      conversation.close();
    }
  });
  await shell.stdout.write(whatChangesNow(access, userName, serialNumber));
}

/** For a program that makes the codes. */
async function runJson(
  { user, ...options }: EnrolOptions,
  shell: Shell,
  further: string | undefined,
  png: QrCodeFile | undefined,
): Promise<void> {
  const access = await shell.openEnrolment(options);
  const { userName } = await whose(access, user);
  await shell.interruptible(async ({ signal }) => {
    const created = await begin(access, userName, further);
    if (signal.aborted) {
      await undo(access, (text) => shell.stderr.write(`${text}\n`), created.serialNumber);
      throw signal.reason;
    }
    await shell.stdout.write(toVisibleJson(created));
    await png?.write(created.uri);
  });
}

async function runWithCodes(
  { user, serial, json, ...options }: EnrolOptions,
  { stdout, clock, openEnrolment }: Shell,
  further: string | undefined,
  codes: CodePair,
): Promise<ExitCode> {
  const access = await openEnrolment(options);
  const { userName } = await whose(access, user);
  const serialNumber = serial ?? serialNumberOf(access, deviceName(userName, further));
  const finished = await finish(access, clock, userName, serialNumber, codes);
  await stdout.write(
    json === true ? toVisibleJson(finished) : whatChangesNow(access, userName, serialNumber),
  );
  return EXIT.ok;
}

/** @throws UsageError for one code alone, for what is no code, and for the same one twice. */
function readCodes({ code1, code2 }: EnrolOptions): CodePair | undefined {
  if (code1 === undefined && code2 === undefined) return undefined;
  if (code1 === undefined || code2 === undefined) {
    throw new UsageError('CodesMissing', 'two codes that follow each other are needed: --code1 and --code2');
  }
  const [first, second] = [parseCode(code1), parseCode(code2)];
  if (first === undefined || second === undefined) {
    throw new UsageError('InvalidCode', '--code1 and --code2 have six digits each');
  }
  if (first === second) {
    throw new UsageError(
      'SameCode',
      '--code2 is the same as --code1; wait for the next one that the app shows',
    );
  }
  return [first, second];
}

function readName(name: string): string {
  return readAsUsage(() => checkedDeviceName(name));
}
