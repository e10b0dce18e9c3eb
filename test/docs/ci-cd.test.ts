import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const { load }: { load(yaml: string): unknown } = jest.requireActual('js-yaml');

const PAGE = readFileSync(join(__dirname, '../../docs/ci-cd.md'), 'utf8');

/** The fenced blocks of a language, without the indentation of a list. */
function blocks(language: string): readonly string[] {
  const fenced = new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^\\1\`\`\``, 'gm');
  return [...PAGE.matchAll(fenced)].map((match) => match[2] ?? '');
}

const STEP = v.object({
  uses: v.optional(v.string()),
  run: v.optional(v.string()),
  with: v.optional(v.record(v.string(), v.unknown()), {}),
});
const JOB = v.object({
  if: v.optional(v.string(), ''),
  environment: v.optional(v.string()),
  permissions: v.record(v.string(), v.string()),
  steps: v.array(STEP),
});
const WORKFLOW = v.object({
  on: v.record(v.string(), v.object({ branches: v.array(v.string()) })),
  permissions: v.object({}),
  jobs: v.record(v.string(), JOB),
});
const POLICY = v.object({
  Statement: v.tuple([
    v.object({
      Action: v.string(),
      Resource: v.optional(v.union([v.string(), v.array(v.string())])),
      Condition: v.optional(v.object({ StringEquals: v.record(v.string(), v.string()) })),
    }),
  ]),
});

const [yaml = ''] = blocks('yaml');
const { on, permissions, jobs } = v.parse(WORKFLOW, load(yaml));
const [deployTrust, deployPolicy, diffTrust, diffPolicy] = blocks('json')
  .slice(0, 4)
  .map((block) => v.parse(POLICY, JSON.parse(block)));

describe('the workflow of docs/ci-cd.md', () => {
  test('is one document, which runs on pull requests and pushes to main', () => {
    expect(blocks('yaml')).toHaveLength(1);
    expect(on).toEqual({ pull_request: { branches: ['main'] }, push: { branches: ['main'] } });
    expect(Object.keys(jobs)).toEqual(['accounts', 'diff', 'deploy']);
  });

  test('gives an OIDC token to the jobs that ask AWS, and nothing else to write with', () => {
    expect(permissions).toEqual({});
    expect(Object.values(jobs).map((job) => job.permissions)).toEqual([
      { contents: 'read' },
      { contents: 'read', 'id-token': 'write' },
      { contents: 'read', 'id-token': 'write' },
    ]);
  });

  test('pins every action to a commit, with the version as a comment', () => {
    const uses = [...yaml.matchAll(/^ *(?:- )?uses: (.*)$/gm)].map((match) => match[1]);
    expect(uses).toHaveLength(7);
    expect(uses).toHaveLength(
      Object.values(jobs).flatMap(({ steps }) => steps.filter((step) => step.uses !== undefined)).length,
    );
    for (const use of uses) expect(use).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('deploys pushes alone, and compares pull requests of the repository alone', () => {
    expect(jobs['deploy']?.if).toBe("github.event_name == 'push'");
    expect(jobs['diff']?.if).toBe(
      "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository",
    );
  });

  test('puts no value of an event or a file into a shell command', () => {
    const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(commands.filter((command) => command.includes('${{'))).toEqual([]);
    expect(commands).toContain('npx cdk deploy --all --require-approval never');
  });

  test.each([
    ['diff', conditionOf(diffTrust), 'console-mfa-diff', 'repo:example-org/console-mfa:pull_request'],
    [
      'deploy',
      conditionOf(deployTrust),
      'console-mfa-deploy',
      'repo:example-org/console-mfa:environment:production',
    ],
  ])('takes, to %s, a role that trusts such a job and no other', (name, condition, role, subject) => {
    const taken = jobs[name]?.steps.flatMap(({ with: inputs }) => inputs['role-to-assume'] ?? []);
    expect(taken).toEqual([`arn:aws:iam::\${{ matrix.account.id }}:role/${role}`]);
    expect(condition).toEqual({
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:sub': subject,
    });
  });

  test('deploys in the environment that the role trusts', () => {
    expect(jobs['deploy']?.environment).toBe('production');
    expect(jobs['diff']?.environment).toBeUndefined();
  });

  test('has roles that may take the roles of the bootstrap and do nothing else', () => {
    const role = (name: string) =>
      `arn:aws:iam::111111111111:role/cdk-hnb659fds-${name}-111111111111-eu-central-1`;
    expect(deployPolicy?.Statement).toEqual([
      {
        Action: 'sts:AssumeRole',
        Resource: ['deploy-role', 'file-publishing-role', 'lookup-role'].map(role),
      },
    ]);
    expect(diffPolicy?.Statement).toEqual([{ Action: 'sts:AssumeRole', Resource: role('lookup-role') }]);
  });
});

test('accounts.json, as the page shows it, holds what the workflow reads of it', () => {
  const accounts: unknown = JSON.parse(blocks('json')[4] ?? '');
  const read = [...yaml.matchAll(/matrix\.account\.(\w+)/g)].map((match) => match[1] ?? '');
  expect([...new Set(read)].sort()).toEqual(['id', 'name', 'region']);
  expect(accounts).toEqual([
    { name: 'development', id: '111111111111', region: 'eu-central-1' },
    { name: 'finance', id: '222222222222', region: 'eu-central-1' },
  ]);
});

function conditionOf(policy: v.InferOutput<typeof POLICY> | undefined): unknown {
  return policy?.Statement[0].Condition?.StringEquals;
}
