import { GetUserCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { openAccount } from '../../../cli/aws/open-account';
import { rehearsalPolicy } from '../../../cli/rehearse/rehearsal-policy';
import { run } from '../../../cli/run';
import { createAccessKey } from '../../../sandbox/account/access-keys';
import { addToGroup, createGroup } from '../../../sandbox/account/groups';
import { putInlinePolicy } from '../../../sandbox/account/policies';
import { createRole } from '../../../sandbox/account/roles';
import { openConsoleSession } from '../../../sandbox/account/sessions';
import { createUser, userNamed } from '../../../sandbox/account/users';
import {
  type Credentials,
  NOW,
  refusalOf,
  type ServedAccount,
  serveAccount,
} from '../../../sandbox/test/support/served-account';
import { CapturedSink, CommandLine } from '../../support/cli/fake-shell';

const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const A_MINUTE = 60_000;

let served: ServedAccount;

beforeEach(async () => {
  served = await serveAccount();
});

afterEach(() => served.close());

/** A user with a policy and an access key. */
function user(userName: string, policy: object): Credentials {
  const { account } = served;
  const record = createUser(account, { userName }, NOW);
  putInlinePolicy(account, { type: 'user', record }, { policyName: 'own', document: JSON.stringify(policy) });
  return createAccessKey(account, userNamed(account, userName), NOW);
}

async function rehearse(credentials: Credentials, ...args: readonly string[]) {
  const [stdout, stderr] = [new CapturedSink(), new CapturedSink()];
  const clock = {
    now: () => served.clock.now().getTime(),
    sleep: async (milliseconds: number) => served.clock.advance(Math.ceil(milliseconds)),
    random: () => 0.5,
  };
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: served.server.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken ?? '',
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  });
  try {
    const shell = new CommandLine().shell({
      stdout,
      stderr,
      clock,
      openAccount: (options) => openAccount(options, clock),
    });
    const code = await run(['rehearse', '--format', 'json', ...args], shell);
    return { code, document: JSON.parse(stdout.text || 'null'), stderr: stderr.text };
  } finally {
    process.env = before;
  }
}

test('what was called in the sandbox is what would be lost, and not what was refused or is never denied', async () => {
  const anna = user('anna', EVERYTHING);
  const bob = user('bob', { ...EVERYTHING, Statement: [] });
  user('carol', EVERYTHING);
  const { account } = served;
  await served.iam(anna).send(new ListUsersCommand({}));
  await served.iam(anna).send(new ListUsersCommand({}));
  await served.iam(anna).send(new GetUserCommand({}));
  await served.sts(bob).send(new GetCallerIdentityCommand({}));
  await refusalOf(served.iam(bob).send(new ListUsersCommand({})));
  const withMfa = openConsoleSession(account, userNamed(account, 'carol'), true, NOW);
  await served.iam(withMfa).send(new ListUsersCommand({}));
  const withoutMfa = openConsoleSession(account, userNamed(account, 'carol'), false, NOW);
  await served.iam(withoutMfa).send(new ListUsersCommand({}));
  served.clock.advance(A_MINUTE);

  const auditor = user('auditor', rehearsalPolicy('aws', []));
  const { code, document, stderr } = await rehearse(auditor);
  expect([code, stderr]).toEqual([1, '']);
  const users = document.users.map(
    (each: { userName: string; verdict: string; calls: number; denied: object[] }) => [
      each.userName,
      each.verdict,
      each.calls,
      each.denied.map((group) => Object.values(group).slice(0, 5)),
    ],
  );
  expect(users).toEqual([
    ['anna', 'denied', 3, [['iam:ListUsers', 'access-key', anna.accessKeyId, false, 2]]],
    ['bob', 'unaffected', 2, []],
    ['carol', 'denied', 2, [['iam:ListUsers', 'session-without-mfa', null, true, 1]]],
  ]);
});

test('a role that was assumed without MFA, with the calls in its session', async () => {
  const { account } = served;
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'sts:AssumeRole' },
    ],
  };
  const role = createRole(
    account,
    { roleName: 'deploy', assumeRolePolicyDocument: JSON.stringify(trust) },
    NOW,
  );
  putInlinePolicy(
    account,
    { type: 'role', record: role },
    { policyName: 'own', document: JSON.stringify(EVERYTHING) },
  );
  const anna = user('anna', EVERYTHING);
  const RoleArn = 'arn:aws:iam::123456789012:role/deploy';
  const { Credentials } = await served
    .sts(anna)
    .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'deploy' }));
  const session = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  for (let call = 0; call < 3; call++) await served.iam(session).send(new ListUsersCommand({}));
  served.clock.advance(A_MINUTE);
  const { document } = await rehearse(user('auditor', rehearsalPolicy('aws', [])), '--user', 'anna');
  expect(document.users[0].denied).toMatchObject([
    { action: 'sts:AssumeRole', count: 1, roles: [{ roleArn: RoleArn, count: 1, callsInSessions: 3 }] },
  ]);
});

test('more than a page of events, of a group, by the permissions that `policy --rehearse` prints and no others', async () => {
  const anna = user('anna', EVERYTHING);
  const { account } = served;
  addToGroup(account, createGroup(account, 'developers', '/', NOW), userNamed(account, 'anna'));
  for (let call = 0; call < 120; call++) await served.iam(anna).send(new ListUsersCommand({}));
  served.clock.advance(A_MINUTE);
  const nobody = user('nobody', { ...EVERYTHING, Statement: [] });
  const denied = await rehearse(nobody);
  expect(denied.code).toBe(2);
  expect(denied.document.complete).toBe(false);
  expect(denied.stderr).toContain(
    'arn:aws:iam::123456789012:user/nobody may not call cloudtrail:LookupEvents. Attach the policy that this prints: iam-console-mfa policy --rehearse\n',
  );
  const withoutGroup = await rehearse(user('reader', rehearsalPolicy('aws', [])), '--group', 'developers');
  expect(withoutGroup.code).toBe(2);
  expect(withoutGroup.stderr).toMatch(
    /^NotAllowed: iam:GetGroup is not allowed; .* --rehearse --group developers\n$/,
  );

  const auditor = user('auditor', rehearsalPolicy('aws', ['developers']));
  const { code, document } = await rehearse(auditor, '--group', 'developers');
  expect(code).toBe(1);
  expect(document.users).toMatchObject([{ userName: 'anna', calls: 120, denied: [{ count: 120 }] }]);
});
