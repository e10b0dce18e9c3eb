import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigServiceClient, StartRemediationExecutionCommand } from '@aws-sdk/client-config-service';
import { synthesize } from '../lib/synthesize';
import { keyOf } from '../sandbox/account/account';
import { SandboxClock } from '../sandbox/account/clock';
import { type Sandbox, startSandbox } from '../sandbox/sandbox';
import { commandLine } from './command-line';
import { complianceTable, totals } from './compliance-table';
import { smallCompany } from './generator/small-company';
import { styled } from './terminal';
import { type Done, UserAtWork } from './user-at-work';

const DAY = 86_400_000;
const GRACE_DAYS = 14;
const NAME = 'diana.okafor';

/** `npm run demo:enforcement`: report, notice, rehearsal, grace, the day of enforcement, denials, enrollment, compliance. */
async function demo(directory: string): Promise<void> {
  const now = new Date();
  const graceUntil = dayOf(now, GRACE_DAYS);
  const enforceMfaFrom = dayOf(now, GRACE_DAYS + 1);
  synthesize({ exemptUsers: 'break-glass', graceUntil, enforceMfaFrom, remediation: 'manual' }, directory);
  const sandbox = await startSandbox({ account: smallCompany(now), clock: SandboxClock.frozen(now) });
  try {
    sandbox.deploy(directory);
    await sandbox.settled();
    step(`Today the rule arrives, with grace for everybody to the end of ${graceUntil}. It reports:`);
    console.log(`\n${complianceTable(sandbox)}\n\n${totals(sandbox)}\n`);
    step('Users who must enroll get a notice: iam-console-mfa notify --dry-run');
    console.log(`\n${await noticeFor(sandbox, graceUntil, enforceMfaFrom)}\n`);
    await enforce(sandbox, enforceMfaFrom);
  } finally {
    await sandbox.close();
  }
}

async function enforce(sandbox: Sandbox, enforceMfaFrom: string): Promise<void> {
  const user = new UserAtWork(sandbox, NAME);
  try {
    step(`${NAME} works with an access key: ${shown(await user.work())}`);
    step(`Who would lose what? iam-console-mfa rehearse --user ${NAME}`);
    console.log(`\n${indented(await commandLine(sandbox, 'rehearse', '--user', NAME))}\n`);
    const rehearsed = await rehearsedDenials(sandbox);
    step(`${GRACE_DAYS + 1} days later (${enforceMfaFrom}) the grace is over. AWS Config evaluates again:`);
    await sandbox.advance(Date.parse(enforceMfaFrom) + DAY / 24 - sandbox.clock.now().getTime());
    await sandbox.evaluate();
    console.log(`\n${totals(sandbox)}\n`);
    step(`An administrator remediates ${NAME} in AWS Config, which adds the user to the enforcement group`);
    await remediate(sandbox);
    const work = await user.work();
    step(`${NAME} without MFA: ${shown(work)}`);
    step(`Denied is exactly what was rehearsed: ${requireSame(rehearsed, work)}`);
    step(
      `${NAME} tries to enroll by access key, as a thief would: ${styled('red', await user.enrolByKey())}`,
    );
    step(
      `${NAME} signs in to the console, enrolls a virtual MFA device, and gets a session for key and code`,
    );
    await user.enrolInConsole();
    step(`${NAME} with MFA: ${shown(await user.work())}`);
    await sandbox.evaluate();
    step('AWS Config evaluates again:');
    console.log(`\n${totals(sandbox)}`);
  } finally {
    user.close();
  }
}

function shown(work: readonly Done[]): string {
  return work
    .map(
      ({ action, refusal }) =>
        `${action} ${refusal === undefined ? styled('green', 'ok') : styled('red', refusal)}`,
    )
    .join(', ');
}

/** The actions that the rehearsal says would be denied. */
async function rehearsedDenials(sandbox: Sandbox): Promise<readonly string[]> {
  const rehearsal: {
    readonly users: readonly { readonly denied: readonly { readonly action: string }[] }[];
  } = JSON.parse(await commandLine(sandbox, 'rehearse', '--user', NAME, '--format', 'json'));
  return rehearsal.users.flatMap(({ denied }) => denied.map(({ action }) => action)).sort();
}

/** @throws Error where something else is denied than was rehearsed */
function requireSame(rehearsed: readonly string[], work: readonly Done[]): string {
  const denied = work.filter(({ refusal }) => refusal === 'AccessDenied').map(({ action }) => action);
  const actions = denied.sort().join(', ');
  if (actions !== rehearsed.join(', '))
    throw new Error(`${rehearsed.join(', ')} was rehearsed, ${actions} is denied`);
  return actions;
}

/** What an administrator does in the AWS Config console: chooses the resource, then Remediate. */
async function remediate(sandbox: Sandbox): Promise<void> {
  const { url, account } = sandbox;
  const client = new ConfigServiceClient({
    endpoint: url,
    region: account.region,
    credentials: { accessKeyId: 'administrator', secretAccessKey: 'demo' },
  });
  const [rule] = account.config.rules;
  const resourceId = account.users.byKey(keyOf(NAME))?.userId;
  const ResourceKeys = [{ resourceType: 'AWS::IAM::User' as const, resourceId }];
  await client.send(
    new StartRemediationExecutionCommand({ ConfigRuleName: rule?.configRuleName, ResourceKeys }),
  );
  client.destroy();
  await sandbox.settled();
}

/** One user's notice, by the command line. */
async function noticeFor(sandbox: Sandbox, graceUntil: string, enforceFrom: string): Promise<string> {
  const stdout = await commandLine(
    sandbox,
    ...['notify', '--dry-run', '--exempt-users', 'break-glass'],
    ...['--grace-until', graceUntil, '--enforce-from', enforceFrom],
  );
  const notices = stdout.split(/^(?=## )/m);
  return indented(notices.find((text) => text.startsWith('## ') && text.includes(NAME)) ?? stdout);
}

function indented(text: string): string {
  return text.trimEnd().replaceAll(/^(?=.)/gm, '  ');
}

function dayOf(now: Date, later: number): string {
  return new Date(now.getTime() + later * DAY).toISOString().slice(0, 10);
}

function step(what: string): void {
  console.log(`${styled('cyan', '›')} ${what}`);
}

// The notice is about versions of the SDK that are not installed here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
const directory = mkdtempSync(join(tmpdir(), 'iam-console-mfa-'));
demo(directory)
  .finally(() => rmSync(directory, { recursive: true }))
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
