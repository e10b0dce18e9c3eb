import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../lib/synthesize';
import { ConsoleMfaError } from '../rule/core/errors';
import type { Account } from '../sandbox/account/account';
import { SandboxClock } from '../sandbox/account/clock';
import { SandboxError } from '../sandbox/errors';
import { drawSchedule } from '../sandbox/fault-schedule/draw-schedule';
import { type FaultSchedule, functionFaults } from '../sandbox/fault-schedule/fault-schedule';
import { faultPlan } from '../sandbox/fault-schedule/plan';
import { formatRule } from '../sandbox/fault-schedule/rule-text';
import { type Sandbox, startSandbox } from '../sandbox/sandbox';
import { type Flags, readFlags } from './flags';
import { generateAccount } from './generator/generate-account';
import { AUDIT_ROLE, generateOrganization } from './generator/generate-organization';
import { smallCompany } from './generator/small-company';
import { recordPast } from './past/record-past';

async function main(args: readonly string[]): Promise<void> {
  const flags = readFlags(args);
  if ('exitCode' in flags) {
    process.exitCode = flags.exitCode;
    return;
  }
  try {
    await serve(flags);
  } catch (error) {
    if (error instanceof ConsoleMfaError || error instanceof SandboxError) {
      console.error(error.message);
      process.exitCode = error.code === 'InvalidSettings' ? 64 : 1;
    } else if (isPortTaken(error)) {
      console.error(`Port ${flags.port} is taken; choose another with --port, or none for any that is free.`);
      process.exitCode = 1;
    } else {
      throw error;
    }
  }
}

/** Until it is interrupted. */
async function serve(flags: Flags): Promise<void> {
  // A second signal, which npm sends beside the terminal's, must not end this before it has cleaned up.
  const interrupted = new Promise<void>((resolve) => {
    process.on('SIGINT', resolve);
    process.on('SIGTERM', resolve);
  });
  const assembly = await mkdtemp(join(tmpdir(), 'iam-console-mfa-'));
  try {
    synthesize(flags.context, assembly);
    const { account, clock } = accountOf(flags, new Date());
    const organization = organizationOf(flags, account, clock.now());
    const faults = faultsOf(flags, account);
    const sandbox = await startSandbox({
      account,
      clock,
      ...(organization && { organization }),
      port: flags.port,
      ...(flags.cloudtrail !== undefined && { cloudTrailDirectory: flags.cloudtrail }),
      lambda: functionFaults(faults),
    });
    try {
      sandbox.pipeline.faults = faultPlan(faults, account, () => clock.now());
      const { rate } = flags;
      for (const pipeline of sandbox.pipelines.values()) {
        pipeline.latencyMs = flags.latency;
        if (rate !== undefined) pipeline.limitRate('iam', { perSecond: rate, burst: rate });
      }
      sandbox.deploy(assembly);
      console.log(greeting(sandbox, faults, flags));
      await interrupted;
    } finally {
      await sandbox.close();
    }
  } finally {
    await rm(assembly, { recursive: true });
  }
}

function accountOf(flags: Flags, now: Date) {
  const clock = SandboxClock.running(now, () => performance.now());
  return {
    account: flags.users === undefined ? companyWithPast(now) : generated(flags, flags.users, now),
    clock,
  };
}

function companyWithPast(now: Date): Account {
  const account = smallCompany(now);
  recordPast(account, now);
  return account;
}

function generated({ seed, kind }: Flags, users: number, now: Date): Account {
  return generateAccount({ users, seed, kind, now });
}

/** Members have 20 users each unless a number is asked for. */
function organizationOf({ accounts, users = 20, seed, kind }: Flags, management: Account, now: Date) {
  return accounts === 1 ? undefined : generateOrganization({ management, accounts, users, seed, kind, now });
}

/** Those of chance and those by rule. */
function faultsOf({ faults: seed, fault }: Flags, account: Account): FaultSchedule {
  const drawn = seed === undefined ? { seed: 1, rules: [] } : drawSchedule(seed, account);
  return { ...drawn, rules: [...drawn.rules, ...fault] };
}

function greeting(
  { url, account }: Sandbox,
  { rules }: FaultSchedule,
  { accounts, cloudtrail }: Flags,
): string {
  const [rule] = account.config.rules;
  return [
    url,
    '',
    `An AWS account with ${account.users.size} users: open the address in a browser. Ctrl-C ends it.`,
    'To point the AWS CLI at it:',
    '',
    `  export AWS_ENDPOINT_URL=${url} AWS_REGION=${account.region} AWS_DEFAULT_REGION=${account.region}`,
    '  export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any',
    `  aws configservice get-compliance-details-by-config-rule --config-rule-name ${rule?.configRuleName}`,
    '  aws iam list-users',
    '  aws cloudtrail lookup-events --max-items 10',
    '',
    ...(cloudtrail === undefined
      ? []
      : [`CloudTrail delivers log files to ${cloudtrail} every five minutes.`, '']),
    ...(accounts === 1
      ? []
      : [
          `It manages an organization of ${accounts} accounts:`,
          '',
          `  npx iam-console-mfa audit --organization --role-name ${AUDIT_ROLE}`,
          '',
        ]),
    ...(rules.length === 0 ? [] : ['Faults:', '', ...rules.map((fault) => `  ${formatRule(fault)}`), '']),
  ].join('\n');
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
