import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWithDefaults } from '../../bench/bundle';
import { beyond, callBound } from '../../bench/call-bound';
import { accountOf, MeasuredAccount } from '../../bench/measured-account';
import type { AccountKind } from '../../demo/generator/proportions';
import { synthesize } from '../../lib/synthesize';

/** CI names the Lambda runtime's Node.js here, which may be another than runs the tests. */
const lambda = { nodePath: process.env['LAMBDA_NODE'] ?? process.execPath, nodeFlags: [] };
const directory = mkdtempSync(join(tmpdir(), 'bench-'));
const assembly = join(directory, 'assembly');
beforeAll(() => {
  synthesize({}, assembly);
}, 60_000);
afterAll(() => rmSync(directory, { recursive: true }));

async function measured<Result>(
  kind: AccountKind,
  users: number,
  measure: (account: MeasuredAccount) => Promise<Result>,
): Promise<Result> {
  const account = await MeasuredAccount.start({
    account: accountOf(kind, users),
    assembly,
    latencyMs: 0,
    lambda,
  });
  try {
    return await measure(account);
  } finally {
    await account.close();
  }
}

describe('the bundled rule, under the default policy', () => {
  test.each([
    ['people', 0],
    ['people', 10],
    ['mixed', 1_001],
    ['keys-only', 100],
  ] as const)(
    'makes no call beyond the bound in an account of kind %s with %i users',
    async (kind, users) => {
      const { calls, figures, evaluations } = await measured(kind, users, (account) => account.runRule());
      expect(beyond(callBound(figures), calls)).toEqual([]);
      expect({ users: figures.users, held: figures.heldResults, evaluations }).toEqual({
        users,
        held: users,
        evaluations: users,
      });
    },
    60_000,
  );

  test('submits nothing a second time where it reports changes', async () => {
    const run = await measured('mixed', 100, (account) => {
      account.report('changes');
      return account.runRule();
    });
    expect(run.evaluations).toBe(0);
    expect(run.calls['config:PutEvaluations']).toBe(1);
  }, 60_000);
});

describe('the baselines', () => {
  test.each([
    ['one-by-one', { 'iam:GetLoginProfile': 250, 'iam:ListUsers': 3, 'config:PutEvaluations': 3 }],
    ['all-at-once', { 'iam:GetLoginProfile': 250, 'iam:ListUsers': 3, 'config:PutEvaluations': 3 }],
    [
      'credential-report',
      {
        'iam:GenerateCredentialReport': 2,
        'iam:GetCredentialReport': 1,
        'iam:ListUsers': 3,
        'config:PutEvaluations': 3,
      },
    ],
  ])(
    '%s judges every user as the rule does',
    async (name, expectedCalls) => {
      const code = join(directory, name);
      await bundleWithDefaults(`baselines/${name}.ts`, code);
      const { ours, theirs, run } = await measured('mixed', 250, async (account) => {
        const verdicts = () =>
          account.sandbox.compliance().map(({ resourceId, compliance }) => `${resourceId} ${compliance}`);
        const ours = verdicts();
        const run = await account.runBundle(code);
        return { ours, theirs: verdicts(), run };
      });
      expect(run.evaluations).toBe(250);
      expect(run.calls).toMatchObject(expectedCalls);
      expect(theirs).toEqual(ours);
    },
    60_000,
  );
});
