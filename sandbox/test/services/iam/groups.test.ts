import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  ListGroupsCommand,
  ListGroupsForUserCommand,
  paginateGetGroup,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { addToGroup, createGroup, groupNamed, removeFromGroup } from '../../../account/groups';
import { createUser, userNamed } from '../../../account/users';
import { NOW, refusalOf, type ServedAccount, serveAccount } from '../../support/served-account';

let served: ServedAccount;
beforeEach(async () => {
  served = await serveAccount();
  createUser(served.account, { userName: 'alice' }, NOW);
});
afterEach(() => served.close());

test('a group is made, joined, left and deleted', async () => {
  const iam = served.iam();
  const { Group } = await iam.send(new CreateGroupCommand({ GroupName: 'Staff', Path: '/eng/' }));
  expect(Group).toMatchObject({
    Arn: 'arn:aws:iam::123456789012:group/eng/Staff',
    GroupId: expect.stringMatching(/^AGPA/),
  });
  const alice = { GroupName: 'staff', UserName: 'ALICE' };
  await iam.send(new AddUserToGroupCommand(alice));
  await iam.send(new AddUserToGroupCommand(alice));
  expect(
    (await iam.send(new GetGroupCommand({ GroupName: 'STAFF' }))).Users?.map(({ UserName }) => UserName),
  ).toEqual(['alice']);
  expect((await iam.send(new ListGroupsForUserCommand({ UserName: 'alice' }))).Groups).toEqual([Group]);
  expect((await refusalOf(iam.send(new DeleteGroupCommand({ GroupName: 'Staff' })))).code).toBe(
    'DeleteConflict',
  );
  await iam.send(new RemoveUserFromGroupCommand(alice));
  await iam.send(new DeleteGroupCommand({ GroupName: 'Staff' }));
  expect((await iam.send(new ListGroupsCommand({}))).Groups).toEqual([]);
});

test('a group that does not exist is NoSuchEntity', async () => {
  expect(await refusalOf(served.iam().send(new GetGroupCommand({ GroupName: 'staff' })))).toEqual({
    code: 'NoSuchEntity',
    message: 'The group with name staff cannot be found.',
    httpStatus: 404,
  });
});

test('the eleventh group of a user is one too many', async () => {
  for (let count = 0; count < 11; count += 1) createGroup(served.account, `group-${count}`, '/', NOW);
  const join = (count: number) =>
    served.iam().send(new AddUserToGroupCommand({ GroupName: `group-${count}`, UserName: 'alice' }));
  for (let count = 0; count < 10; count += 1) await join(count);
  expect(await refusalOf(join(10))).toMatchObject({ code: 'LimitExceeded', httpStatus: 409 });
});

test('pages of members miss nobody who stays, while others leave between them', async () => {
  const { account } = served;
  createGroup(account, 'staff', '/', NOW);
  const staff = () => groupNamed(account, 'staff');
  for (let count = 0; count < 20; count += 1)
    addToGroup(account, staff(), createUser(account, { userName: `user-${count}` }, NOW));
  const seen: unknown[] = [];
  let pages = 0;
  for await (const { Users = [] } of paginateGetGroup(
    { client: served.iam(), pageSize: 3 },
    { GroupName: 'staff' },
  )) {
    seen.push(...Users.map(({ UserName }) => UserName));
    removeFromGroup(account, staff(), userNamed(account, `user-${pages}`));
    pages += 1;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(expect.arrayContaining(Array.from({ length: 13 }, (_, count) => `user-${count + 7}`)));
});
