import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../lib/synthesize';
import { SandboxClock } from '../sandbox/account/clock';
import { type Sandbox, startSandbox } from '../sandbox/sandbox';
import { complianceTable, totals, userName } from './compliance-table';
import { enrolVirtualDevice } from './enrolment';
import { EXEMPTION_TAG, smallCompany } from './generator/small-company';
import { styled } from './terminal';

const NOW = new Date('2026-03-02T09:00:00Z');
/** The minute that AWS Config wants between two evaluations that are asked for. */
const A_MINUTE = 60_000;

/** The policy of the company. */
const CONTEXT = { exemptUsers: 'break-glass', exemptionTag: EXEMPTION_TAG, gracePeriodDays: 14 };

/** `npm start`: the rule deployed into a small company's account, and what changes when a user enrols. */
async function demo(directory: string): Promise<void> {
  step('Synthesize the CDK app');
  synthesize(CONTEXT, directory);
  step("Deploy it into a sandbox: a small company's AWS account on this machine");
  const sandbox = await startSandbox({ account: smallCompany(NOW), clock: SandboxClock.frozen(NOW) });
  try {
    sandbox.deploy(directory);
    await sandbox.settled();
    requireSuccess(sandbox);
    step(
      `AWS Config has run the rule (${sandbox.calls.total} calls to AWS for ${sandbox.account.users.size} users)`,
    );
    console.log(`\n${complianceTable(sandbox)}\n\n${totals(sandbox)}\n`);
    await enrol(sandbox, 'diana.okafor');
    console.log(DEPLOYING);
  } finally {
    await sandbox.close();
  }
}

async function enrol(sandbox: Sandbox, name: string): Promise<void> {
  step(`${name} enrols a virtual MFA device: secret, two consecutive codes`);
  await sandbox.advance(A_MINUTE);
  await enrolVirtualDevice(sandbox, name);
  const before = sandbox.timeline.length;
  await sandbox.evaluate();
  requireSuccess(sandbox);
  step('AWS Config evaluates again. What changed:');
  const changed = sandbox.timeline
    .slice(before)
    .filter(({ compliance, previousCompliance }) => compliance !== previousCompliance);
  for (const entry of changed) {
    const verdicts = `${styled('red', entry.previousCompliance)} → ${styled('green', entry.compliance)}`;
    console.log(`\n  ${userName(sandbox, entry)}  ${verdicts}\n  ${entry.annotation}`);
  }
  console.log(`\n${totals(sandbox)}\n`);
}

function step(what: string): void {
  console.log(`${styled('cyan', '›')} ${what}`);
}

function requireSuccess({ invocations }: Sandbox): void {
  const failed = invocations.find(({ status }) => status !== 'succeeded');
  if (failed !== undefined) {
    throw new Error(`the rule's function failed: ${JSON.stringify(failed.attempts.at(-1)?.outcome)}`);
  }
}

const DEPLOYING = `${styled('bold', 'Next')}
  npm run sandbox                     keep an account running, and point the AWS CLI at it
  npx cdk bootstrap                   once per account and region
  npx cdk deploy -c gracePeriodDays=14
                                      the same rule in your own account, where AWS Config records`;

// The notice is about versions of the SDK that are not installed here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
const directory = mkdtempSync(join(tmpdir(), 'iam-console-mfa-'));
demo(directory)
  .finally(() => rmSync(directory, { recursive: true }))
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
