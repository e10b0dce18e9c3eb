import { Command, Option } from 'commander';
import { parseEnforcementDate } from '../../rule/policies/enforcement-date';
import { incompleteMessage } from '../audit/incomplete-message';
import { missingPermissions } from '../audit/missing-permissions';
import { takeAudit } from '../audit/take-audit';
import { EXIT, type ExitCode } from '../exit-code';
import { missingAddresses, NO_ADDRESSES, readAddresses } from '../notify/addresses';
import { NOTICE_FORMATS, type NoticeFormat } from '../notify/formats';
import { noticesOf } from '../notify/notice';
import { type AwsOptions, addAwsOptions } from '../options/aws';
import { OutputFile } from '../options/output';
import { addParameterOptions, type ParameterOptions, readParameters } from '../options/rule-parameters';
import { withProgressBar } from '../progress-bar';
import type { Shell } from '../shell';
import { visibleLines } from '../text/visible';
import { readAsUsage, UsageError } from '../usage-error';
import type { CommandFactory } from './command';

interface NotifyOptions extends AwsOptions, ParameterOptions {
  readonly dryRun?: boolean;
  readonly format: NoticeFormat;
  readonly enforceFrom?: string;
  readonly addressTag?: string;
  readonly output?: string;
}

const EXAMPLES = `
It sends nothing: --dry-run is all there is, and has to be given.

Examples:
  Who has to set MFA up, by when, and what to write to each:
    $ iam-console-mfa notify --dry-run --grace-until 2027-01-31
  For a mail program, with the addresses from a tag and the day from which MFA is enforced:
    $ iam-console-mfa notify --dry-run --format csv --address-tag email --enforce-from 2027-02-01 -o notices.csv

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
      new Option('-f, --format <format>', 'how to write it')
        .choices(Object.keys(NOTICE_FORMATS))
        .default('markdown'),
    )
    .option('--enforce-from <date>', 'from when MFA is enforced, as in "policy --enforce-from"')
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
  const parameters = readParameters(options);
  const { enforceFrom: from, addressTag, format } = options;
  const enforceFrom = from === undefined ? undefined : readAsUsage(() => parseEnforcementDate(from));
  const output = options.output === undefined ? undefined : new OutputFile(options.output);
  const { stdout, stderr, clock } = shell;

  const { audit, notices, addresses } = await withProgressBar(stderr, clock, async (onProgress) => {
    const account = await shell.openAccount(options);
    const audit = await takeAudit({ account, clock, parameters, onProgress });
    const notices = noticesOf(audit, enforceFrom);
    const addresses =
      addressTag === undefined ? NO_ADDRESSES : await readAddresses(account, clock, notices, addressTag);
    return { audit, notices, addresses };
  });

  const document = NOTICE_FORMATS[format](audit, notices, addresses);
  if (output === undefined) await stdout.write(document);
  else output.write(document);
  if (!audit.complete) await stderr.write(visibleLines(incompleteMessage(audit)));
  if (addressTag !== undefined) {
    const errors = addresses.unread.map(({ error }) => error);
    const missing = missingPermissions(errors, audit, { ...parameters, exemptionTag: addressTag });
    await stderr.write(visibleLines(missingAddresses(addresses, addressTag) + missing));
  }
  return audit.complete && addresses.unread.length === 0 ? EXIT.ok : EXIT.incomplete;
}
