import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  CreateUserCommand,
  ListGroupsForUserCommand,
} from '@aws-sdk/client-iam';
import { membershipApi } from '../../../lambda/remediation/membership-api';
import type { MembershipApi } from '../../../lambda/remediation/ports';
import { type ServedAccount, serveAccount } from '../../../sandbox/test/support/served-account';

const TIMEOUT_MS = 10_000;

let served: ServedAccount;
let membership: MembershipApi;

beforeEach(async () => {
  served = await serveAccount();
  membership = membershipApi(served.iam());
  await served.iam().send(new CreateUserCommand({ UserName: 'alice' }));
});
afterEach(() => served.close());

async function createGroups(...names: readonly string[]): Promise<void> {
  for (const GroupName of names) await served.iam().send(new CreateGroupCommand({ GroupName }));
}

test('the id of the user that has a name', async () => {
  const [alice] = served.account.users;
  expect(await membership.getUserId('alice', TIMEOUT_MS)).toBe(alice?.userId);
  expect(alice?.userId).toMatch(/^AIDA/);
});

test('a name that nobody has', async () => {
  expect(await membership.getUserId('bob', TIMEOUT_MS)).toBe('none');
});

test("a user's groups, and that there are no more", async () => {
  await createGroups('staff', 'admins');
  for (const GroupName of ['staff', 'admins']) {
    await served.iam().send(new AddUserToGroupCommand({ GroupName, UserName: 'alice' }));
  }
  expect(await membership.listGroupsForUser('alice', undefined, TIMEOUT_MS)).toEqual({
    items: ['admins', 'staff'],
  });
});

test('a user who is added, once and once more', async () => {
  await createGroups('staff');
  expect(await membership.addUserToGroup('staff', 'alice', TIMEOUT_MS)).toBe('added');
  expect(await membership.addUserToGroup('staff', 'alice', TIMEOUT_MS)).toBe('added');
  const { Groups } = await served.iam().send(new ListGroupsForUserCommand({ UserName: 'alice' }));
  expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(['staff']);
});

test('an eleventh group is an answer, not a throttle that passes', async () => {
  const names = Array.from({ length: 11 }, (_, index) => `group-${index}`);
  await createGroups(...names);
  const answers = [];
  for (const name of names) answers.push(await membership.addUserToGroup(name, 'alice', TIMEOUT_MS));
  expect(answers).toEqual([...Array(10).fill('added'), 'quotaReached']);
});

test('a group or a user that does not exist', async () => {
  await expect(membership.addUserToGroup('staff', 'alice', TIMEOUT_MS)).rejects.toMatchObject({
    failure: 'missing',
    action: 'iam:AddUserToGroup',
    message: expect.stringContaining('The group with name staff cannot be found.'),
  });
  await expect(membership.listGroupsForUser('bob', undefined, TIMEOUT_MS)).rejects.toMatchObject({
    failure: 'missing',
    action: 'iam:ListGroupsForUser',
  });
});
