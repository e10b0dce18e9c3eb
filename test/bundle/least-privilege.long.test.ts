import { EXEMPTION_TAG } from '../../demo/generator/small-company';
import { putInlinePolicy } from '../../sandbox/account/policies';
import type { Role } from '../../sandbox/account/principals';
import { type LambdaPermission, mayInvoke } from '../../sandbox/deploy/lambda/lambda-function';
import { roleOf } from '../../sandbox/deploy/resources/lambda';
import type { Sandbox } from '../../sandbox/sandbox';
import { Assemblies } from './assemblies';
import { evaluateOnce, smallCompanySandbox } from './deployed-rule';

const DEFAULTS = {};
const EVERY_PARAMETER = {
  exemptUsers: 'break-glass',
  exemptPaths: '/service/',
  exemptGroups: 'finance',
  exemptionTag: EXEMPTION_TAG,
  gracePeriodDays: '14',
  graceUntil: '2026-01-31',
  acceptedMfaTypes: 'virtual;fido;hardware-totp',
  report: 'all',
  includeRoot: 'true',
};

const NEEDED_ALWAYS = [
  'config:GetComplianceDetailsByConfigRule',
  'config:PutEvaluations',
  'iam:GetLoginProfile',
  'iam:ListMFADevices',
  'iam:ListUsers',
  'iam:ListVirtualMFADevices',
];
const NEEDED_BY_PARAMETERS = ['iam:GetAccountSummary', 'iam:GetGroup', 'iam:ListUserTags'];
/** What Lambda does itself in the role's name. */
const OF_THE_LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];

interface Statement {
  readonly Action: string | readonly string[];
}

jest.setTimeout(120_000);

const assemblies = new Assemblies();
let sandbox: Sandbox;

afterEach(() => sandbox.close());
afterAll(() => assemblies.remove());

async function deploy(context: Readonly<Record<string, string>>): Promise<void> {
  sandbox = await smallCompanySandbox();
  sandbox.deploy(assemblies.of(context));
  await sandbox.settled();
}

function functionsRole(): Role {
  const [lambdaFunction, ...others] = sandbox.functions.all;
  const role = roleOf(sandbox.account, lambdaFunction?.roleArn ?? '');
  if (role === undefined || others.length > 0) throw new Error('there is not one function with one role');
  return role;
}

function statementsOf(document: string): readonly Statement[] {
  const { Statement }: { readonly Statement: readonly Statement[] } = JSON.parse(document);
  return Statement;
}

function actionsAllowed(): readonly string[] {
  const { inlinePolicies, attachedPolicies } = functionsRole();
  expect(attachedPolicies).toEqual([]);
  return inlinePolicies
    .flatMap(({ document }) => statementsOf(document).flatMap(({ Action }) => Action))
    .sort();
}

/** Takes one action out of the role's policies. */
function withdraw(action: string): void {
  for (const policy of functionsRole().inlinePolicies) {
    const statements = statementsOf(policy.document).flatMap((statement) => {
      const actions = [statement.Action].flat().filter((allowed) => allowed !== action);
      return actions.length === 0 ? [] : [{ ...statement, Action: actions }];
    });
    const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    putInlinePolicy(sandbox.account, { type: 'role', record: functionsRole() }, { ...policy, document });
  }
}

describe.each([
  ['by default', DEFAULTS, NEEDED_ALWAYS],
  ['with every parameter', EVERY_PARAMETER, [...NEEDED_ALWAYS, ...NEEDED_BY_PARAMETERS].sort()],
])('%s', (_, context, needed) => {
  test('the role allows what a run calls, and nothing else', async () => {
    await deploy(context);
    expect(sandbox.invocations).toMatchObject([{ status: 'succeeded' }]);
    expect(Object.keys(sandbox.calls.counts()).sort()).toEqual(needed);
    expect(actionsAllowed()).toEqual([...needed, ...OF_THE_LOG].sort());
  });

  test('without any one of them a run fails, and names it', async () => {
    await deploy(context);
    const missed = [];
    for (const action of needed) {
      const { inlinePolicies } = functionsRole();
      withdraw(action);
      const { outcome } = await evaluateOnce(sandbox);
      missed.push(
        outcome.type === 'error' &&
          outcome.error.errorMessage.includes(`${action} is not allowed; grant the role`)
          ? action
          : `${action}: ${JSON.stringify(outcome)}`,
      );
      sandbox.account.roles.put({ ...functionsRole(), inlinePolicies });
    }
    expect(missed).toEqual(needed);
    expect((await evaluateOnce(sandbox)).outcome.type).toBe('succeeded');
  });
});

test('AWS Config may invoke the function, for this account, and nobody else may', async () => {
  sandbox = await smallCompanySandbox();
  const permissions: LambdaPermission[] = [];
  const permit = sandbox.functions.permit.bind(sandbox.functions);
  jest.spyOn(sandbox.functions, 'permit').mockImplementation((permission) => {
    permissions.push(permission);
    permit(permission);
  });
  sandbox.deploy(assemblies.of(DEFAULTS));
  await sandbox.settled();
  const functionArn = sandbox.functions.all[0]?.functionArn ?? '';
  const may = (principal: string, accountId: string) =>
    mayInvoke(permissions, functionArn, principal, accountId);
  expect(permissions).toHaveLength(1);
  expect(sandbox.functions.mayConfigInvoke(functionArn)).toBe(true);
  expect(may('config.amazonaws.com', '123456789012')).toBe(true);
  expect(may('config.amazonaws.com', '210987654321')).toBe(false);
  expect(may('events.amazonaws.com', '123456789012')).toBe(false);
  expect(may('*', '123456789012')).toBe(false);
});
