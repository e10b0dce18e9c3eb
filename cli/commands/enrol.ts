import { Command } from 'commander';
import { Conversation } from '../enrol/conversation';
import type { CodePair, EnrolmentAccess } from '../enrol/enrolment-access';
import { discardDevice, whatChangesNow } from '../enrol/guidance';
import { enrolInteractively } from '../enrol/interactive';
import { type EnrollingUser, resolveUser } from '../enrol/resolve-user';
import { QrCodeFile } from '../enrol/secret';
import { createUnattended, enableUnattended } from '../enrol/unattended';
import { checkedDeviceName, deviceName, serialNumberOf } from '../enrol/virtual-device';
import { EXIT, type ExitCode } from '../exit-code';
import { Interrupted } from '../interruption';
import { type AwsOptions, addAwsOptions } from '../options/aws';
import { type CodeOptions, readCodes } from '../options/codes';
import type { Shell } from '../shell';
import { toVisibleJson } from '../text/visible';
import { readAsUsage, UsageError } from '../usage-error';
import type { CommandFactory } from './command';

interface EnrolOptions extends AwsOptions, CodeOptions {
  readonly user?: string;
  readonly name?: string;
  readonly png?: string;
  readonly serial?: string;
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

Where MFA is enforced, a long-term access key cannot enroll: sign in to the console, or run "aws login" first.

Exit codes:
  0  done
  2  AWS refused, or an answer was missing; it says what stays
  64 a flag or a code cannot be used
  129, 130, 143 terminal closed, Ctrl-C, SIGTERM; nothing stays, or it says what
`;

export const enrol: CommandFactory = (shell, exit) => {
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
  const additionalName = options.name === undefined ? undefined : readName(options.name);
  if (codes !== undefined) {
    await enableFromFlags(await openRequest(options, shell, additionalName), codes);
    return EXIT.ok;
  }
  if (options.serial !== undefined) {
    throw new UsageError('CodesMissing', '--serial needs the codes of the device: --code1 and --code2');
  }
  const png = options.png === undefined ? undefined : new QrCodeFile(options.png);
  try {
    const request = await openRequest(options, shell, additionalName);
    await (options.json === true ? createForProgram(request, png) : askAndEnable(request, png));
    return EXIT.ok;
  } catch (error) {
    png?.remove();
    if (error instanceof Interrupted) return error.exitCode;
    throw error;
  }
}

/** Who is to have which device, and where. */
interface Request extends EnrollingUser {
  readonly options: EnrolOptions;
  readonly shell: Shell;
  readonly access: EnrolmentAccess;
  /** The name of one more device. */
  readonly additionalName: string | undefined;
}

async function openRequest(
  options: EnrolOptions,
  shell: Shell,
  additionalName: string | undefined,
): Promise<Request> {
  const access = await shell.openEnrolment(options);
  const user = await resolveUser(access, options.user);
  return { options, shell, access, additionalName, ...user };
}

/** With somebody who answers. */
async function askAndEnable(
  { shell, access, additionalName, userName, isCaller }: Request,
  png: QrCodeFile | undefined,
): Promise<void> {
  const { clock, stdout } = shell;
  const serialNumber = await shell.interruptible(async (interruption) => {
    const conversation = new Conversation(shell, interruption);
    const { signal } = interruption;
    try {
      return await enrolInteractively({
        access,
        conversation,
        clock,
        signal,
        userName,
        isCaller,
        additionalName,
        png,
      });
    } finally {
      conversation.close();
    }
  });
  await stdout.write(whatChangesNow(access, userName, serialNumber));
}

/** For a program that makes the codes. */
async function createForProgram(
  { shell, access, additionalName, userName }: Request,
  png: QrCodeFile | undefined,
): Promise<void> {
  const { stdout, stderr } = shell;
  await shell.interruptible(async ({ signal }) => {
    const created = await createUnattended(access, userName, additionalName);
    if (signal.aborted) {
      await discardDevice(access, (text) => stderr.write(`${text}\n`), created.serialNumber);
      throw signal.reason;
    }
    await stdout.write(toVisibleJson(created));
    await png?.write(created.uri);
  });
}

async function enableFromFlags(
  { options, shell, access, additionalName, userName }: Request,
  codes: CodePair,
): Promise<void> {
  const serialNumber = options.serial ?? serialNumberOf(access, deviceName(userName, additionalName));
  const enabled = await enableUnattended(access, shell.clock, userName, serialNumber, codes);
  await shell.stdout.write(
    options.json === true ? toVisibleJson(enabled) : whatChangesNow(access, userName, serialNumber),
  );
}

function readName(name: string): string {
  return readAsUsage(() => checkedDeviceName(name));
}
