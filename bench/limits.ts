import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUser } from '../demo/generator/add-user';
import { synthesize } from '../lib/synthesize';
import { type Account, createAccount } from '../sandbox/account/account';
import { startRecording } from '../sandbox/account/configuration-recorder';
import type { MfaDeviceType } from '../sandbox/account/mfa-device';
import { beyond, callBound, total } from './call-bound';
import { ofIam, throttled } from './measure';
import { MeasuredAccount, NOW, type RuleRun } from './measured-account';
import { heapFlags, lambdaNode } from './node24';
import { rewriteSection } from './rewrite';
import { asMarkdown, asText, targetRows } from './table';
import { holds, type Target } from './targets';

/** IAM's quotas, and a rate that it has been seen to throttle at. */
const USERS = 5_000;
const DEVICES = 8;
const PER_SECOND = 20;
/** The function's timeout and memory. */
const TIMEOUT_S = 900;
const MEMORY_MB = 1_024;

const DAY = 86_400;

/**
 * Every user has a password and as many devices as IAM allows. An account may have as many virtual devices as users: half
 * of the users have two each, the others none.
 */
function fullAccount(): Account {
  const account = createAccount({
    accountId: '123456789012',
    partition: 'aws',
    region: 'us-east-1',
    seed: 'limits',
    createDate: new Date(NOW.getTime() - 2_200 * DAY * 1000),
  });
  startRecording(account);
  for (let number = 0; number < USERS; number += 1) {
    const virtual = number % 2 === 0 ? 2 : 0;
    const draft = {
      userName: `user-${number}`,
      path: '/',
      age: 900 * DAY,
      password: { age: 800 * DAY, lastUsedAge: DAY },
      devices: Array.from(
        { length: DEVICES },
        (_, device): MfaDeviceType => (device < virtual ? 'virtual' : 'fido'),
      ),
      accessKeys: 0,
      tags: [],
      groups: [],
    };
    addUser(account, draft, NOW);
  }
  return account;
}

/** `npm run bench:limits`: the largest account, under a throttle, within half the timeout and the memory. */
async function limits(write: boolean): Promise<void> {
  const assembly = mkdtempSync(join(tmpdir(), 'limits-'));
  try {
    synthesize({}, assembly);
    const targets = await measureIn(assembly);
    console.log(asText(targetRows(targets)));
    if (write) rewriteSection('limits', asMarkdown(targetRows(targets)));
    if (!targets.every(holds)) process.exitCode = 1;
  } finally {
    rmSync(assembly, { recursive: true });
  }
}

async function measureIn(assembly: string): Promise<readonly Target[]> {
  const lambda = { nodePath: lambdaNode(), nodeFlags: heapFlags(MEMORY_MB) };
  const account = await MeasuredAccount.start({ account: fullAccount(), assembly, latencyMs: 30, lambda });
  try {
    account.sandbox.pipeline.limitRate('iam', { perSecond: PER_SECOND, burst: PER_SECOND });
    console.error(
      `${USERS} users with ${DEVICES} devices each, ${PER_SECOND} requests a second: about five minutes`,
    );
    const run = await account.runRule();
    return [
      atMost('seconds, of half the timeout', run.seconds, TIMEOUT_S / 2),
      atMost('memory of the process, of what is configured, MB', run.peakMemory / 1_048_576, MEMORY_MB),
      atMost('users without a result', USERS - run.evaluations, 0),
      atMost('actions called more often than the formula says', beyondBound(run).length, 0),
      atMost('throttled calls, by all', throttled(run) / total(run.calls), 0.125),
      atMost(
        `time, by IAM's answers ÷ ${PER_SECOND}`,
        run.seconds / (ofIam(run.answered) / PER_SECOND),
        1.15,
      ),
    ];
  } finally {
    await account.close();
  }
}

function beyondBound({ figures, answered }: RuleRun): readonly string[] {
  return beyond(callBound(figures), answered);
}

function atMost(what: string, measured: number, limit: number): Target {
  return { what, measured, limit, atLeast: false, exact: true };
}

// The notice is about versions of the SDK that are not installed here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
limits(process.argv.includes('--write')).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
