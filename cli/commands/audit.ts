import { Command, Option } from 'commander';
import type { Audit } from '../audit/audit';
import { changesSince } from '../audit/changes';
import { complaintOf } from '../audit/complaint';
import { readEarlierAudit, requireSameAccount } from '../audit/earlier-audit';
import { takeAudit } from '../audit/take-audit';
import { EXIT, type ExitCode } from '../exit-code';
import { FORMAT_NAMES, FORMATS, type FormatName } from '../formats';
import { type AwsOptions, addAwsOptions } from '../options/aws';
import { OutputFile } from '../options/output';
import { addParameterOptions, type ParameterOptions, readParameters } from '../options/rule-parameters';
import { withProgressBar } from '../progress-bar';
import type { Shell } from '../shell';
import { PLAIN_PAGE, pageOf } from '../text/page';
import { visibleLines } from '../text/visible';
import type { CommandOf } from './command';

interface AuditOptions extends AwsOptions, ParameterOptions {
  readonly format: FormatName;
  readonly output?: string;
  readonly since?: string;
  readonly failOn: 'non-compliant' | 'never';
}

const EXAMPLES = `
Examples:
  Who can sign in to the console with a password and no MFA?
    $ iam-console-mfa audit
  The same for another account, evidence kept in a file:
    $ iam-console-mfa audit --profile production --format csv --output mfa.csv
  Leave robots and break-glass users out, give newcomers two weeks:
    $ iam-console-mfa audit --exempt-paths /service/ --exempt-users 'break-glass-*' --grace-period-days 14
  Accept only passkeys and security keys, and look at the root user too:
    $ iam-console-mfa audit --accepted-mfa-types fido --include-root
  The policy from a file, and what is different from last month:
    $ iam-console-mfa audit --policy policy.json --format json --output june.json
    $ iam-console-mfa audit --policy policy.json --since june.json

Exit codes:
  0  everybody is compliant or exempt
  1  somebody is not compliant (not with --fail-on never)
  2  not everybody could be judged; what could be read is shown
  64 a flag or a file named by one cannot be used
`;

export const audit: CommandOf = (shell, exit) => {
  const command = new Command('audit')
    .description('judge every IAM user of an account as the rule does, and submit nothing')
    .addOption(new Option('-f, --format <format>', 'how to write it').choices(FORMAT_NAMES).default('table'))
    .option('-o, --output <file>', 'write to a file, whole or not at all (default: standard output)')
    .option('--since <file>', 'compare with an earlier audit, written with --format json')
    .addOption(
      new Option('--fail-on <what>', 'when to end with exit code 1')
        .choices(['non-compliant', 'never'])
        .default('non-compliant'),
    );
  addAwsOptions(addParameterOptions(command)).addHelpText('after', EXAMPLES);
  return command.action(async (options: AuditOptions) => exit(await run(options, shell)));
};

async function run(options: AuditOptions, shell: Shell): Promise<ExitCode> {
  const parameters = readParameters(options);
  const earlier = options.since === undefined ? undefined : readEarlierAudit(options.since);
  const output = options.output === undefined ? undefined : new OutputFile(options.output);
  const { stdout, stderr, env, clock } = shell;

  const taken = await withProgressBar(stderr, clock, async (onProgress) => {
    const account = await shell.openAccount(options);
    if (earlier !== undefined) requireSameAccount(earlier, account.accountId, options.since ?? '');
    return takeAudit({ account, clock, parameters, onProgress });
  });
  const audit = earlier === undefined ? taken : { ...taken, changes: changesSince(earlier, taken) };

  const document = FORMATS[options.format](audit, output === undefined ? pageOf(stdout, env) : PLAIN_PAGE);
  if (output === undefined) await stdout.write(document);
  else output.write(document);
  if (!audit.complete) await stderr.write(visibleLines(complaintOf(audit)));
  return exitCodeOf(audit, options);
}

function exitCodeOf({ complete, totals }: Audit, { failOn }: AuditOptions): ExitCode {
  if (!complete) return EXIT.incomplete;
  return totals.nonCompliant > 0 && failOn === 'non-compliant' ? EXIT.nonCompliant : EXIT.ok;
}
