import { Command, InvalidArgumentError, Option } from 'commander';
import type { TallySettings } from '../../rule/rehearsal/tally';
import type { OwnAccount } from '../aws/account-access';
import { iamRegion } from '../aws/iam-region';
import { deliver } from '../deliver';
import { EXIT, type ExitCode } from '../exit-code';
import { type AwsOptions, addAwsOptions } from '../options/aws';
import { chooseFormat } from '../options/format';
import { OutputFile } from '../options/output';
import { withProgressBar } from '../progress-bar';
import { contentsOf } from '../rehearse/contents';
import { measure } from '../rehearse/find-log-files';
import { REHEARSAL_FORMAT_CHOICE, REHEARSAL_FORMATS, type RehearsalFormatName } from '../rehearse/formats';
import { membersOf } from '../rehearse/members';
import { messagesOf } from '../rehearse/messages';
import { READING_LABELS } from '../rehearse/progress';
import { type RehearsalReport, usersWith } from '../rehearse/report';
import { rehearseEventHistory, rehearseLogFiles } from '../rehearse/take-rehearsal';
import { readWindow, type Window } from '../rehearse/window';
import type { Shell } from '../shell';
import { PLAIN_PAGE, pageOf } from '../text/page';
import { visibleLines } from '../text/visible';
import { UsageError } from '../usage-error';
import type { CommandFactory } from './command';

interface RehearseOptions extends AwsOptions {
  readonly events?: readonly string[];
  readonly regions?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly user?: readonly string[];
  readonly group?: string;
  readonly exemptAccessKeys?: boolean;
  readonly account?: string;
  readonly format?: RehearsalFormatName;
  readonly output?: string;
}

const EXAMPLES = `
Without --events, it reads the event history of CloudTrail: management events of 90 days, two calls a second in each
Region. Ctrl-C ends reading and shows what has been read, marked incomplete (exit code 2); a second Ctrl-C ends at once.

Examples:
  Who would lose access to what, by the last 30 days?
    $ iam-console-mfa rehearse
  The same for the members of a group in three Regions, as a page for the meeting where the date is set:
    $ iam-console-mfa rehearse --group developers --regions eu-west-1,eu-central-1,us-east-1 --output rehearsal.html
  From the log files of a trail, which hold data events too if the trail records them; no credentials are needed:
    $ aws s3 sync s3://my-trail/AWSLogs/123456789012/CloudTrail/ logs/
    $ iam-console-mfa rehearse --events logs/ --from 2026-09-01
  One account of an organization's trail:
    $ iam-console-mfa rehearse --events logs/ --account 123456789012
  What each user is to be told:
    $ iam-console-mfa rehearse --events logs/ --output rehearsal.json
    $ iam-console-mfa notify --dry-run --enforce-from 2027-02-01 --rehearsal rehearsal.json

Exit codes:
  0  no user would lose a call
  1  at least one would
  2  incomplete (a damaged file or record included), or something is unknown; also when calls would be lost
  64 a flag or a path cannot be used
`;

export const rehearse: CommandFactory = (shell, exit) => {
  const command = new Command('rehearse')
    .description('say who would lose access to what if MFA were enforced, by what CloudTrail recorded')
    .option(
      '--events <path...>',
      'log files of CloudTrail, or folders of them; - is standard input (default: the event history)',
    )
    .addOption(
      new Option(
        '--regions <regions>',
        "the Regions of the event history, separated by commas (default: the caller's and IAM's)",
      ).argParser(regionList),
    )
    .option('--from <date>', 'the first day, or an instant (default: 30 days before --to)')
    .option('--to <date>', 'the last day, which counts, or an instant (default: now)')
    .addOption(
      new Option('--user <name>', 'only this user; may be repeated (default: all in the events)').argParser(
        nameList,
      ),
    )
    .option('--group <name>', 'only the members of this group of IAM')
    .option('--exempt-access-keys', 'rehearse a policy that leaves long-term access keys alone (dangerous)')
    .addOption(
      new Option('--account <id>', 'only events of this account, of a trail of several accounts').argParser(
        accountId,
      ),
    )
    .addOption(
      new Option(
        '-f, --format <format>',
        'how to write it (default: what the name of --output ends with, else table)',
      ).choices(Object.keys(REHEARSAL_FORMATS)),
    )
    .option('-o, --output <file>', 'write to a file, whole or not at all (default: standard output)');
  addAwsOptions(command).addHelpText('after', EXAMPLES);
  return command.action(async (options: RehearseOptions) => exit(await run(options, shell)));
};

async function run(options: RehearseOptions, shell: Shell): Promise<ExitCode> {
  const { events, regions } = options;
  if (events !== undefined && regions !== undefined) {
    throw new UsageError('InvalidFlags', '--regions is for the event history; leave it out with --events');
  }
  const window = readWindow(options, new Date(shell.clock.now()));
  const format = chooseFormat(options, REHEARSAL_FORMAT_CHOICE);
  const output = options.output === undefined ? undefined : new OutputFile(options.output);
  const { stdout, stderr, env } = shell;

  const report =
    events === undefined
      ? await rehearseHistory(options, window, shell)
      : await rehearseFiles({ ...options, events }, window, shell);

  const page = output === undefined ? pageOf(stdout, env) : PLAIN_PAGE;
  const document = REHEARSAL_FORMATS[format](report, page);
  await deliver({ document, output, contents: contentsOf(report) }, shell);
  await stderr.write(visibleLines(messagesOf(report, options)));
  return exitCodeOf(report);
}

function rehearseFiles(
  options: RehearseOptions & { readonly events: readonly string[] },
  window: Window,
  shell: Shell,
): Promise<RehearsalReport> {
  const { events: paths, group } = options;
  const { stdin, stderr, clock } = shell;
  const { bytes: total } = measure(paths);
  return shell.interruptible(({ signal }) =>
    withProgressBar(
      stderr,
      clock,
      async (onBytes) => {
        const account = group === undefined ? undefined : await shell.openAccount(options);
        const settings = await settingsFor(options, window, account, shell);
        const onProgress = (bytes: number) => onBytes(Math.min(bytes, total ?? 0), total ?? 0);
        return rehearseLogFiles({ settings, paths, stdin, signal, onProgress });
      },
      READING_LABELS,
    ),
  );
}

function rehearseHistory(options: RehearseOptions, window: Window, shell: Shell): Promise<RehearsalReport> {
  const { stderr, clock } = shell;
  return shell.interruptible(({ signal }) =>
    withProgressBar(
      stderr,
      clock,
      async (onShare) => {
        const account = await shell.openAccount(options);
        const settings = await settingsFor(options, window, account, shell);
        const regions = options.regions ?? usualRegions(account);
        const onProgress = (share: number) => onShare(share, 1);
        return rehearseEventHistory({ settings, account, regions, clock, signal, onProgress });
      },
      READING_LABELS,
    ),
  );
}

/** The caller's Region, and the one where IAM's calls are recorded. */
function usualRegions({ region, partition }: OwnAccount): readonly string[] {
  return [...new Set([region, iamRegion(partition) ?? region])];
}

async function settingsFor(
  { user = [], group, exemptAccessKeys = false, account: chosen }: RehearseOptions,
  window: Window,
  account: OwnAccount | undefined,
  { clock }: Shell,
): Promise<TallySettings> {
  if (account !== undefined && chosen !== undefined && account.accountId !== chosen) {
    throw new UsageError(
      'EventsOfAnotherAccount',
      `--account is ${chosen}, and the credentials belong to account ${account.accountId}; use those of ${chosen}`,
    );
  }
  const members = group === undefined || account === undefined ? [] : await membersOf(account, group, clock);
  const accountId = chosen ?? account?.accountId;
  return {
    ...window,
    exemptAccessKeys,
    skipOtherAccounts: chosen !== undefined,
    ...(accountId !== undefined && { accountId }),
    ...((user.length > 0 || group !== undefined) && { users: new Set([...user, ...members]) }),
  };
}

function exitCodeOf(report: RehearsalReport): ExitCode {
  if (!report.complete || report.rehearsal.unknownEvents > 0) return EXIT.incomplete;
  return usersWith(report, 'denied').length > 0 ? EXIT.nonCompliant : EXIT.ok;
}

/** A list's flag may be repeated. */
function regionList(text: string, earlier: readonly string[] = []): readonly string[] {
  const names = text.split(/[,;\s]+/).filter((name) => name !== '');
  if (names.length > 0 && names.every((name) => /^[a-z0-9-]{1,63}$/.test(name))) {
    return [...new Set([...earlier, ...names])];
  }
  throw new InvalidArgumentError('A Region is spelled like eu-west-1; several are separated by commas.');
}

/** Names of IAM users can contain commas. */
function nameList(text: string, earlier: readonly string[] = []): readonly string[] {
  if (/^[\w+=,.@-]{1,64}$/.test(text)) return [...earlier, text];
  throw new InvalidArgumentError('A user name has 1 to 64 letters, digits, and characters of +=,.@_-.');
}

function accountId(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError('An account ID has 12 digits.');
}
