import { Command, Option } from 'commander';
import { changesSince } from '../audit/changes';
import { contentsOf } from '../audit/contents';
import { type EarlierAudit, readEarlierAudit, requireSameSubject } from '../audit/earlier-audit';
import { incompleteMessage } from '../audit/incomplete-message';
import { parametersInForce } from '../audit/parameters-in-force';
import { isOfOrganization, type Report } from '../audit/report';
import { takeAudit } from '../audit/take-audit';
import { deliver } from '../deliver';
import { EXIT, type ExitCode } from '../exit-code';
import { FORMAT_CHOICE, FORMAT_NAMES, FORMATS, type FormatName } from '../formats';
import { type AwsOptions, addAwsOptions } from '../options/aws';
import { chooseFormat } from '../options/format';
import {
  addOrganizationOptions,
  type OrganizationOptions,
  type OrganizationScope,
  readOrganization,
} from '../options/organization';
import { OutputFile } from '../options/output';
import {
  addParameterOptions,
  type GivenParameters,
  type ParameterOptions,
  readParameters,
} from '../options/rule-parameters';
import { chooseAccounts, listAccounts } from '../organization/choose-accounts';
import { incompleteOrganizationMessage } from '../organization/incomplete-message';
import { takeOrganizationAudit } from '../organization/take-organization-audit';
import { ACCOUNT_LABELS, withProgressBar } from '../progress-bar';
import type { Shell } from '../shell';
import { PLAIN_PAGE, pageOf } from '../text/page';
import { visibleLines } from '../text/visible';
import type { CommandFactory } from './command';

interface AuditOptions extends AwsOptions, ParameterOptions, OrganizationOptions {
  readonly format?: FormatName;
  readonly output?: string;
  readonly since?: string;
  readonly failOn: 'non-compliant' | 'never';
}

const EXAMPLES = `
Examples:
  Who can sign in to the console with a password and no MFA?
    $ iam-console-mfa audit
  The same for another account, evidence kept in a file:
    $ iam-console-mfa audit --profile production --output mfa.csv
  Leave robots and break-glass users out, give newcomers two weeks:
    $ iam-console-mfa audit --exempt-paths /service/ --exempt-users 'break-glass-*' --grace-period-days 14
  Accept only passkeys and security keys, and look at the root user too:
    $ iam-console-mfa audit --accepted-mfa-types fido --include-root
  As the deployed rule does, so that both say the same:
    $ iam-console-mfa audit --from-rule iam-console-mfa
  The policy from a file, and what is different from last month:
    $ iam-console-mfa audit --policy policy.json --output june.json
    $ iam-console-mfa audit --policy policy.json --since june.json
  All accounts of the organization, from its management account:
    $ iam-console-mfa audit --organization --role-name ConsoleMfaAudit --output mfa.html
    $ iam-console-mfa audit --organization --role-name ConsoleMfaAudit --exclude-accounts 111122223333

Exit codes:
  0  everybody is compliant or exempt
  1  somebody is not compliant (not with --fail-on never)
  2  not everybody could be judged, or an account not be read; what could be read is shown
  64 a flag or a file named by one cannot be used
`;

export const audit: CommandFactory = (shell, exit) => {
  const command = new Command('audit')
    .description(
      'judge every IAM user of an account, or of all accounts, as the rule does, and submit nothing',
    )
    .addOption(
      new Option(
        '-f, --format <format>',
        'how to write it (default: what the name of --output ends with, else table)',
      ).choices(FORMAT_NAMES),
    )
    .option('-o, --output <file>', 'write to a file, whole or not at all (default: standard output)')
    .option('--since <file>', 'compare with an earlier audit, written with --format json')
    .addOption(
      new Option('--fail-on <what>', 'when to end with exit code 1')
        .choices(['non-compliant', 'never'])
        .default('non-compliant'),
    );
  addAwsOptions(addOrganizationOptions(addParameterOptions(command))).addHelpText('after', EXAMPLES);
  return command.action(async (options: AuditOptions) => exit(await run(options, shell)));
};

async function run(options: AuditOptions, shell: Shell): Promise<ExitCode> {
  const given = readParameters(options);
  const scope = readOrganization(options);
  const format = chooseFormat(options, FORMAT_CHOICE);
  const earlier = options.since === undefined ? undefined : readEarlierAudit(options.since);
  const output = options.output === undefined ? undefined : new OutputFile(options.output);
  const { stdout, stderr, env } = shell;

  const request = { options, shell, given, earlier };
  const current = scope === undefined ? await auditAccount(request) : await auditOrganization(request, scope);
  const report = earlier === undefined ? current : { ...current, changes: changesSince(earlier, current) };

  const document = FORMATS[format](report, output === undefined ? pageOf(stdout, env) : PLAIN_PAGE);
  await deliver({ document, output, contents: contentsOf(report) }, shell);
  if (!report.complete) {
    const message = isOfOrganization(report)
      ? incompleteOrganizationMessage(report)
      : incompleteMessage(report);
    await stderr.write(visibleLines(message));
  }
  return exitCodeOf(report, options);
}

interface Request {
  readonly options: AuditOptions;
  readonly shell: Shell;
  readonly given: GivenParameters;
  readonly earlier: EarlierAudit | undefined;
}

function auditAccount({ options, shell, given, earlier }: Request): Promise<Report> {
  const { stderr, clock } = shell;
  return withProgressBar(stderr, clock, async (onProgress) => {
    const account = await shell.openAccount(options);
    requireComparable(earlier, { type: 'account', id: account.accountId }, options);
    const parameters = await parametersInForce(given, account, clock);
    return takeAudit({ account, clock, parameters, onProgress });
  });
}

function auditOrganization(
  { options, shell, given, earlier }: Request,
  scope: OrganizationScope,
): Promise<Report> {
  const { stderr, clock } = shell;
  const work = async (onProgress: (done: number, total: number) => void) => {
    const organization = await shell.openOrganization(options);
    const chosen = chooseAccounts(await listAccounts(organization, clock), scope);
    requireComparable(earlier, { type: 'organization', id: chosen.organizationId }, options);
    const parameters = await parametersInForce(given, organization.own, clock);
    return takeOrganizationAudit({ ...scope, organization, chosen, clock, parameters, onProgress });
  };
  return withProgressBar(stderr, clock, work, ACCOUNT_LABELS);
}

function requireComparable(
  earlier: EarlierAudit | undefined,
  now: Parameters<typeof requireSameSubject>[1],
  { since = '' }: AuditOptions,
): void {
  if (earlier !== undefined) requireSameSubject(earlier, now, since);
}

function exitCodeOf({ complete, totals }: Report, { failOn }: AuditOptions): ExitCode {
  if (!complete) return EXIT.incomplete;
  return totals.nonCompliant > 0 && failOn === 'non-compliant' ? EXIT.nonCompliant : EXIT.ok;
}
