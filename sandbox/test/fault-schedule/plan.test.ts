import {
  GetUserCommand,
  type IAMClient,
  ListMFADevicesCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import { createAccessKey } from '../../account/access-keys';
import { addToGroup, createGroup } from '../../account/groups';
import { attachDevice } from '../../account/mfa-devices';
import { createUser, setPassword, userNamed } from '../../account/users';
import { faultPlan } from '../../fault-schedule/plan';
import { parseRule } from '../../fault-schedule/rule-text';
import { NOW, refusalOf, type ServedAccount, serveAccount } from '../support/served-account';

let served: ServedAccount;
let iam: IAMClient;

beforeEach(async () => {
  served = await serveAccount();
  iam = served.iam();
  for (const userName of ['alice', 'bob', 'carol']) createUser(served.account, { userName }, NOW);
});

afterEach(() => served.close());

function play(...rules: readonly string[]): void {
  const schedule = { seed: 7, rules: rules.map(parseRule) };
  served.server.pipeline.faults = faultPlan(schedule, served.account, () => NOW);
}

const getUser = (UserName: string) => iam.send(new GetUserCommand({ UserName }));
const listUsers = () => iam.send(new ListUsersCommand({}));

async function names(): Promise<readonly (string | undefined)[]> {
  return ((await listUsers()).Users ?? []).map(({ UserName }) => UserName);
}

async function outcomes(count: number, call: () => Promise<unknown>): Promise<string> {
  let text = '';
  for (let made = 0; made < count; made += 1) {
    text += await call().then(
      () => '.',
      () => 'x',
    );
  }
  return text;
}

describe('which calls are struck', () => {
  test('those of one action about one user, whatever the case of the name', async () => {
    play('iam:GetUser user=Alice AccessDenied');
    expect(await refusalOf(getUser('alice'))).toEqual({
      code: 'AccessDenied',
      message:
        'User: arn:aws:sts::123456789012:assumed-role/Administrator/sandbox is not authorized to perform: iam:GetUser with an explicit deny in a service control policy',
      httpStatus: 403,
    });
    await getUser('bob');
    await listUsers();
  });

  test('so many, after so many', async () => {
    play('iam:* after=2 times=3 ServiceFailure');
    expect(await outcomes(8, listUsers)).toBe('..xxx...');
  });

  test('by chance, the same ones for the same seed', async () => {
    play('* chance=0.3 Throttling');
    const some = await outcomes(40, listUsers);
    expect(some.replaceAll('.', '').length).toBeGreaterThan(4);
    expect(some.replaceAll('x', '').length).toBeGreaterThan(20);
    const again = await serveAccount();
    again.server.pipeline.faults = faultPlan(
      { seed: 7, rules: [parseRule('* chance=0.3 Throttling')] },
      again.account,
      () => NOW,
    );
    expect(await outcomes(40, () => again.iam().send(new ListUsersCommand({})))).toBe(some);
    await again.close();
  });
});

describe('what befalls them', () => {
  test.each([
    ['Throttling', { code: 'Throttling', message: 'Rate exceeded', httpStatus: 400 }],
    ['ServiceFailure', { code: 'ServiceFailure', httpStatus: 500 }],
    ['ServiceUnavailable', { code: 'ServiceUnavailable', httpStatus: 503 }],
    ['lost-answer', { code: 'ServiceFailure', httpStatus: 500 }],
  ])('%s', async (effect, refusal) => {
    play(`iam:ListUsers ${effect}`);
    expect(await refusalOf(listUsers())).toMatchObject(refusal);
  });

  test.each(['cut', 'cut-answer'])('%s', async (effect) => {
    play(`iam:ListUsers ${effect}`);
    expect((await refusalOf(listUsers())).httpStatus).not.toBe(400);
  });

  test('an answer that is slow comes all the same', async () => {
    play('iam:ListUsers slow=20');
    const began = performance.now();
    expect(await names()).toEqual(['alice', 'bob', 'carol']);
    expect(performance.now() - began).toBeGreaterThan(18);
  });

  test('empty pages hide nobody from a client that goes on while there is more', async () => {
    play('iam:ListUsers times=3 empty-page', 'iam:ListUsers short-pages=2');
    const pages: (readonly (string | undefined)[])[] = [];
    for await (const { Users = [] } of paginateListUsers({ client: iam }, {})) {
      pages.push(Users.map(({ UserName }) => UserName));
    }
    expect(pages).toEqual([[], [], [], ['alice', 'bob'], ['carol']]);
  });

  test('an answer that is no list has no empty page', async () => {
    play('iam:* empty-page');
    expect((await getUser('alice')).User?.UserName).toBe('alice');
  });

  test('a list that lags shows the account as it was some calls ago', async () => {
    play('account before=3 user=bob delete', 'account before=4 user=dora create', 'iam:ListUsers lag=2');
    const seen = [];
    for (let call = 1; call <= 6; call += 1) seen.push((await names()).join(' '));
    expect(seen).toEqual([
      'alice bob carol',
      'alice bob carol',
      'alice bob carol',
      'alice bob carol',
      'alice carol',
      'alice carol dora',
    ]);
    expect([...served.account.users].map(({ userName }) => userName)).toEqual(['alice', 'carol', 'dora']);
  });
});

describe('what others do to the account before a call', () => {
  test('a user is created, with a password and without a device', async () => {
    play('account before=2 user=dora create');
    expect(await names()).toEqual(['alice', 'bob', 'carol']);
    expect(await names()).toEqual(['alice', 'bob', 'carol', 'dora']);
    expect(userNamed(served.account, 'dora')).toMatchObject({
      loginProfile: { createDate: NOW },
      mfaDevices: [],
    });
  });

  test('a user is renamed and keeps the id', async () => {
    const { userId } = userNamed(served.account, 'bob');
    play('account before=1 user=bob rename=robert');
    expect(await names()).toEqual(['alice', 'carol', 'robert']);
    expect(userNamed(served.account, 'robert').userId).toBe(userId);
  });

  test('a user is deleted with all that belongs to it', async () => {
    const { account } = served;
    const bob = () => userNamed(account, 'bob');
    setPassword(account, bob(), 'Correct-horse-1', false, NOW);
    attachDevice(account, bob(), { type: 'fido', name: 'key' }, NOW);
    addToGroup(account, createGroup(account, 'staff', '/', NOW), bob());
    const { accessKeyId } = createAccessKey(account, bob(), NOW);
    play('account before=1 user=bob delete');
    expect(await names()).toEqual(['alice', 'carol']);
    expect(account.accessKeyOwners.has(accessKeyId)).toBe(false);
    expect([...account.members.values()].map(({ size }) => size)).toEqual([0]);
  });

  test('a user is deleted and another takes the name', async () => {
    const { userId } = userNamed(served.account, 'bob');
    play('account before=1 user=bob replace');
    expect(await names()).toEqual(['alice', 'bob', 'carol']);
    expect(userNamed(served.account, 'bob').userId).not.toBe(userId);
  });

  test('a user enrols, and is stripped of every device', async () => {
    play('account before=2 user=alice enrol', 'account before=3 user=alice strip');
    const devices = async () => {
      const { MFADevices = [] } = await iam.send(new ListMFADevicesCommand({ UserName: 'alice' }));
      return MFADevices.map(({ SerialNumber }) => SerialNumber);
    };
    expect([await devices(), await devices(), await devices()]).toEqual([
      [],
      ['arn:aws:iam::123456789012:mfa/enrolled-0'],
      [],
    ]);
    const { VirtualMFADevices } = await iam.send(new ListVirtualMFADevicesCommand({}));
    expect(VirtualMFADevices).toEqual([{ SerialNumber: 'arn:aws:iam::123456789012:mfa/enrolled-0' }]);
  });

  test('what cannot happen does not', async () => {
    play(
      'account before=1 user=nobody strip',
      'account before=1 user=alice create',
      'account before=1 user=alice rename=bob',
    );
    expect(await names()).toEqual(['alice', 'bob', 'carol']);
  });
});
