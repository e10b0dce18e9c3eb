import {
  CreateUserCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  ListMFADevicesCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { createAccessKey } from '../account/access-keys';
import { addToGroup, createGroup, groupNamed } from '../account/groups';
import { attachPolicy, createPolicy, putInlinePolicy } from '../account/policies';
import { createRole } from '../account/roles';
import { openConsoleSession, openServiceSession } from '../account/sessions';
import { createUser, updateUser, userNamed } from '../account/users';
import { type Credentials, NOW, refusalOf, type ServedAccount, serveAccount } from './support/served-account';

let served: ServedAccount;
let alice: Credentials;
beforeEach(async () => {
  served = await serveAccount();
  alice = createAccessKey(
    served.account,
    createUser(served.account, { userName: 'alice', path: '/eng/' }, NOW),
    NOW,
  );
  createUser(served.account, { userName: 'bob' }, NOW);
});
afterEach(() => served.close());

function policyOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function grantAlice(...statements: readonly object[]): void {
  const record = userNamed(served.account, 'alice');
  putInlinePolicy(
    served.account,
    { type: 'user', record },
    { policyName: 'own', document: policyOf(...statements) },
  );
}

async function denialOf(promise: Promise<unknown>): Promise<string> {
  const { code, message, httpStatus } = await refusalOf(promise);
  expect([code, httpStatus]).toEqual(['AccessDenied', 403]);
  return message;
}

const GET_ANYONE = { Effect: 'Allow', Action: 'iam:GetLoginProfile', Resource: '*' };

describe('denials', () => {
  test('a user without a policy is told so in AWS’s words', async () => {
    expect(await denialOf(served.iam(alice).send(new GetLoginProfileCommand({ UserName: 'bob' })))).toBe(
      'User: arn:aws:iam::123456789012:user/eng/alice is not authorized to perform: iam:GetLoginProfile on resource: ' +
        'user bob because no identity-based policy allows the iam:GetLoginProfile action',
    );
  });

  test('what lists a kind of thing names the kind', async () => {
    expect(await denialOf(served.iam(alice).send(new ListUsersCommand({})))).toContain(
      'on resource: arn:aws:iam::123456789012:user/ because',
    );
    expect(await denialOf(served.iam(alice).send(new ListVirtualMFADevicesCommand({})))).toContain(
      'on resource: arn:aws:iam::123456789012:mfa/ because',
    );
  });

  test('an explicit deny is told from a missing permission', async () => {
    grantAlice(GET_ANYONE, { Effect: 'Deny', Action: 'iam:*', Resource: 'arn:aws:iam::*:user/bob' });
    expect(await denialOf(served.iam(alice).send(new GetLoginProfileCommand({ UserName: 'bob' })))).toMatch(
      /user bob with an explicit deny in an identity-based policy$/,
    );
  });

  test('a permissions boundary that does not allow the action is named', async () => {
    const { account } = served;
    const { arn } = createPolicy(
      account,
      { policyName: 'edge', document: policyOf({ ...GET_ANYONE, Action: 'iam:GetUser' }) },
      NOW,
    );
    updateUser(account, userNamed(account, 'alice'), { permissionsBoundary: arn });
    grantAlice(GET_ANYONE);
    expect(await denialOf(served.iam(alice).send(new GetLoginProfileCommand({ UserName: 'bob' })))).toMatch(
      /because no permissions boundary allows the iam:GetLoginProfile action$/,
    );
  });

  test('who may not is told so whether the user exists or not', async () => {
    expect(
      await denialOf(served.iam(alice).send(new GetLoginProfileCommand({ UserName: 'nobody' }))),
    ).toContain('user nobody');
  });
});

describe('permissions', () => {
  const bobsProfile = () =>
    refusalOf(served.iam(alice).send(new GetLoginProfileCommand({ UserName: 'bob' })));

  test('come from inline policies', async () => {
    grantAlice(GET_ANYONE);
    expect((await bobsProfile()).code).toBe('NoSuchEntity');
  });

  test('come from managed policies', async () => {
    const { account } = served;
    const { arn } = createPolicy(account, { policyName: 'read', document: policyOf(GET_ANYONE) }, NOW);
    attachPolicy(account, { type: 'user', record: userNamed(account, 'alice') }, arn);
    expect((await bobsProfile()).code).toBe('NoSuchEntity');
  });

  test('come from AWS’s own policies', async () => {
    const { account } = served;
    attachPolicy(
      account,
      { type: 'user', record: userNamed(account, 'alice') },
      'arn:aws:iam::aws:policy/IAMReadOnlyAccess',
    );
    expect((await bobsProfile()).code).toBe('NoSuchEntity');
    expect((await refusalOf(served.iam(alice).send(new CreateUserCommand({ UserName: 'eve' })))).code).toBe(
      'AccessDenied',
    );
  });

  test('come from groups', async () => {
    const { account } = served;
    const record = createGroup(account, 'readers', '/', NOW);
    attachPolicy(account, { type: 'group', record }, 'arn:aws:iam::aws:policy/IAMReadOnlyAccess');
    addToGroup(account, groupNamed(account, 'readers'), userNamed(account, 'alice'));
    expect((await bobsProfile()).code).toBe('NoSuchEntity');
  });

  test('change at once with the policy', async () => {
    grantAlice(GET_ANYONE);
    expect((await bobsProfile()).code).toBe('NoSuchEntity');
    grantAlice({ ...GET_ANYONE, Effect: 'Deny' });
    expect((await bobsProfile()).code).toBe('AccessDenied');
  });

  test('may depend on the caller’s own name, whatever the path', async () => {
    grantAlice({
      Effect: 'Allow',
      Action: 'iam:GetUser',
      Resource: `arn:aws:iam::*:user/*/\${aws:username}`,
    });
    expect((await served.iam(alice).send(new GetUserCommand({}))).User?.UserName).toBe('alice');
    expect((await refusalOf(served.iam(alice).send(new GetUserCommand({ UserName: 'bob' })))).code).toBe(
      'AccessDenied',
    );
  });

  test('may begin on a date', async () => {
    const from = { DateGreaterThanEquals: { 'aws:CurrentTime': '2027-01-15T13:00:00Z' } };
    grantAlice({ ...GET_ANYONE, Condition: from });
    expect((await bobsProfile()).code).toBe('AccessDenied');
    served.clock.advance(60 * 60_000 - 1);
    expect((await bobsProfile()).code).toBe('AccessDenied');
    served.clock.advance(1);
    expect((await bobsProfile()).code).toBe('NoSuchEntity');
  });

  test('may ask for MFA, which a long-term key does not carry', async () => {
    const { account } = served;
    grantAlice(GET_ANYONE, {
      Effect: 'Deny',
      NotAction: 'iam:GetUser',
      Resource: '*',
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    });
    const codes = [];
    for (const mfaAuthenticated of [true, false]) {
      const session = openConsoleSession(account, userNamed(account, 'alice'), mfaAuthenticated, NOW);
      codes.push(
        (await refusalOf(served.iam(session).send(new GetLoginProfileCommand({ UserName: 'bob' })))).code,
      );
    }
    expect([(await bobsProfile()).code, ...codes]).toEqual(['AccessDenied', 'NoSuchEntity', 'AccessDenied']);
  });

  test('of a role hold for its sessions', async () => {
    const { account } = served;
    const role = createRole(account, { roleName: 'rule', assumeRolePolicyDocument: '{}' }, NOW);
    const statement = {
      Effect: 'Allow',
      Action: 'iam:ListMFADevices',
      Resource: 'arn:aws:iam::123456789012:user/*',
    };
    putInlinePolicy(
      account,
      { type: 'role', record: role },
      { policyName: 'own', document: policyOf(statement) },
    );
    const iam = served.iam(openServiceSession(account, role, 'function', NOW));
    expect((await iam.send(new ListMFADevicesCommand({ UserName: 'alice' }))).MFADevices).toEqual([]);
    expect(await denialOf(iam.send(new GetUserCommand({ UserName: 'alice' })))).toBe(
      'User: arn:aws:sts::123456789012:assumed-role/rule/function is not authorized to perform: iam:GetUser on ' +
        'resource: user alice because no identity-based policy allows the iam:GetUser action',
    );
  });

  test('are not needed for GetSessionToken, but can be denied', async () => {
    expect((await served.sts(alice).send(new GetSessionTokenCommand({}))).Credentials?.AccessKeyId).toMatch(
      /^ASIA/,
    );
    grantAlice({ Effect: 'Deny', Action: 'sts:GetSessionToken', Resource: '*' });
    expect(await denialOf(served.sts(alice).send(new GetSessionTokenCommand({})))).toContain('explicit deny');
  });
});
