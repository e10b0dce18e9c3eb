import { Command, Option } from 'commander';
import { NAMES_SHOWN } from '../../rule/core/errors';
import { parseEnforcementDate } from '../../rule/policies/enforcement-date';
import { incompleteMessage } from '../audit/incomplete-message';
import { missingPermissions } from '../audit/missing-permissions';
import { parametersInForce } from '../audit/parameters-in-force';
import { takeAudit } from '../audit/take-audit';
import { deliver } from '../deliver';
import { EXIT, type ExitCode } from '../exit-code';
import { missingAddresses, NO_ADDRESSES, readAddresses } from '../notify/addresses';
import { type EarlierRehearsal, readEarlierRehearsal, requireRehearsalOf } from '../notify/earlier-rehearsal';
import { NOTICE_FORMAT_CHOICE, NOTICE_FORMATS, type NoticeFormat } from '../notify/formats';
import { type Notice, noticesOf } from '../notify/notice';
import { type AwsOptions, addAwsOptions } from '../options/aws';
import { chooseFormat } from '../options/format';
import { OutputFile } from '../options/output';
import { addParameterOptions, type ParameterOptions, readParameters } from '../options/rule-parameters';
import { withProgressBar } from '../progress-bar';
import type { Shell } from '../shell';
import { counted } from '../text/count';
import { visibleLines } from '../text/visible';
import { readAsUsage, UsageError } from '../usage-error';
import type { CommandFactory } from './command';

interface NotifyOptions extends AwsOptions, ParameterOptions {
  readonly dryRun?: boolean;
  readonly format?: NoticeFormat;
  readonly enforceFrom?: string;
  readonly addressTag?: string;
  readonly rehearsal?: string;
  readonly output?: string;
}

const EXAMPLES = `
It sends nothing: --dry-run is all there is, and has to be given.

Examples:
  Who has to set MFA up, by when, and what to write to each:
    $ iam-console-mfa notify --dry-run --grace-until 2027-01-31
  For a mail program, with the addresses from a tag and the day from which MFA is enforced:
    $ iam-console-mfa notify --dry-run --address-tag email --enforce-from 2027-02-01 -o notices.csv
  With what would stop working for each, by a rehearsal:
    $ iam-console-mfa rehearse --output rehearsal.json
    $ iam-console-mfa notify --dry-run --enforce-from 2027-02-01 --rehearsal rehearsal.json

Exit codes:
  0  done, whoever has to set MFA up
  2  not everybody or not every address could be read; what could be is written
  64 a flag or a file named by one cannot be used
`;

export const notify: CommandFactory = (shell, exit) => {
  const command = new Command('notify')
    .description('write what to tell those who have to set MFA up, and by when; sends nothing')
    .option('--dry-run', 'send nothing; required, since nothing else is offered')
    .addOption(
      new Option(
        '-f, --format <format>',
        'how to write it (default: what the name of --output ends with, else markdown)',
      ).choices(Object.keys(NOTICE_FORMATS)),
    )
    .option('--enforce-from <date>', 'from when MFA is enforced, as in "policy --enforce-from"')
    .option(
      '--rehearsal <file>',
      'say what would stop working for each user, by a document of "rehearse --format json"',
    )
    .option('--address-tag <key>', "the key of the users' tag that holds their e-mail address")
    .option('-o, --output <file>', 'write to a file, whole or not at all (default: standard output)');
  // The root user gets no mail about itself.
  addAwsOptions(addParameterOptions(command, ['includeRoot'])).addHelpText('after', EXAMPLES);
  return command.action(async (options: NotifyOptions) => exit(await run(options, shell)));
};

async function run(options: NotifyOptions, shell: Shell): Promise<ExitCode> {
  if (options.dryRun !== true) {
    throw new UsageError(
      'DryRunOnly',
      'notify sends nothing; say --dry-run, and send what it writes yourself',
    );
  }
  const given = readParameters(options);
  const format = chooseFormat(options, NOTICE_FORMAT_CHOICE);
  const { enforceFrom: from, addressTag } = options;
  const enforceFrom = from === undefined ? undefined : readAsUsage(() => parseEnforcementDate(from));
  const rehearsal = options.rehearsal === undefined ? undefined : readEarlierRehearsal(options.rehearsal);
  const output = options.output === undefined ? undefined : new OutputFile(options.output);
  const { stderr, clock } = shell;

  const { audit, notices, addresses } = await withProgressBar(stderr, clock, async (onProgress) => {
    const account = await shell.openAccount(options);
    if (rehearsal !== undefined) requireRehearsalOf(account.accountId, rehearsal, options.rehearsal ?? '');
    const parameters = await parametersInForce(given, account, clock);
    const audit = await takeAudit({ account, clock, parameters, onProgress });
    const notices = noticesOf(audit, enforceFrom, rehearsal);
    const addresses =
      addressTag === undefined ? NO_ADDRESSES : await readAddresses(account, clock, notices, addressTag);
    return { audit, notices, addresses };
  });

  const document = NOTICE_FORMATS[format](audit, notices, addresses);
  await deliver({ document, output, contents: contentsOf(notices) }, shell);
  if (rehearsal !== undefined) await stderr.write(visibleLines(withoutNotice(notices, rehearsal)));
  if (!audit.complete) await stderr.write(visibleLines(incompleteMessage(audit)));
  if (addressTag !== undefined) {
    const errors = addresses.unread.map(({ error }) => error);
    const missing = missingPermissions(errors, audit, { ...audit.parameters, exemptionTag: addressTag });
    await stderr.write(visibleLines(missingAddresses(addresses, addressTag) + missing));
  }
  return audit.complete && addresses.unread.length === 0 ? EXIT.ok : EXIT.incomplete;
}

/** Users who get no notice, because they have MFA or no password, can lose calls too: by access keys. */
function withoutNotice(notices: readonly Notice[], { users }: EarlierRehearsal): string {
  const told = new Set(notices.map(({ userName }) => userName));
  const untold = users.filter(({ userName, verdict }) => verdict === 'denied' && !told.has(userName));
  if (untold.length === 0) return '';
  const more = untold.length - NAMES_SHOWN;
  const names = untold.slice(0, NAMES_SHOWN).map(({ userName }) => userName);
  const list = [...names, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
  return `Would lose calls, and get no notice because they have no MFA to set up: ${list}\n`;
}

/** What a file of notices holds, in a few words. */
function contentsOf(notices: readonly Notice[]): string {
  const failing = notices.filter(({ compliance }) => compliance === 'NON_COMPLIANT').length;
  return `${counted(notices.length, 'notice')}, ${failing} NON_COMPLIANT`;
}
