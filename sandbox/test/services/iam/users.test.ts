import {
  CreateUserCommand,
  DeleteUserCommand,
  GetUserCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  paginateListUsers,
  TagUserCommand,
  UntagUserCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { createAccessKey } from '../../../account/access-keys';
import { addToGroup, createGroup } from '../../../account/groups';
import { attachDevice } from '../../../account/mfa-devices';
import { attachPolicy, putInlinePolicy } from '../../../account/policies';
import type { User } from '../../../account/principals';
import { createUser, deleteUser, setPassword, userNamed } from '../../../account/users';
import { NOW, refusalOf, type ServedAccount, serveAccount } from '../../support/served-account';

let served: ServedAccount;
beforeEach(async () => {
  served = await serveAccount();
});
afterEach(() => served.close());

describe('CreateUser', () => {
  test('answers with the user, whose id begins with AIDA', async () => {
    const { User } = await served
      .iam()
      .send(new CreateUserCommand({ UserName: 'Alice', Path: '/eng/', Tags: [{ Key: 'team', Value: 'a' }] }));
    expect(User).toEqual({
      UserName: 'Alice',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      Path: '/eng/',
      Arn: 'arn:aws:iam::123456789012:user/eng/Alice',
      CreateDate: NOW,
      Tags: [{ Key: 'team', Value: 'a' }],
    });
  });

  test('a name that differs by case alone is taken', async () => {
    await served.iam().send(new CreateUserCommand({ UserName: 'Alice' }));
    expect(await refusalOf(served.iam().send(new CreateUserCommand({ UserName: 'aLICE' })))).toEqual({
      code: 'EntityAlreadyExists',
      message: 'User with name aLICE already exists.',
      httpStatus: 409,
    });
  });

  test('the 5,001st user is one too many', async () => {
    for (let count = 0; count < 5000; count += 1)
      createUser(served.account, { userName: `user-${count}` }, NOW);
    expect(await refusalOf(served.iam().send(new CreateUserCommand({ UserName: 'late' })))).toMatchObject({
      code: 'LimitExceeded',
      httpStatus: 409,
    });
  });
});

describe('GetUser', () => {
  test('finds a user whatever the case, and shows the name as it was given', async () => {
    createUser(served.account, { userName: 'Alice' }, NOW);
    expect((await served.iam().send(new GetUserCommand({ UserName: 'ALICE' }))).User?.UserName).toBe('Alice');
  });

  test('without a name is about the calling user', async () => {
    const key = createAccessKey(served.account, createUser(served.account, { userName: 'alice' }, NOW), NOW);
    const allow = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
    const record = userNamed(served.account, 'alice');
    putInlinePolicy(served.account, { type: 'user', record }, { policyName: 'all', document: allow });
    expect((await served.iam(key).send(new GetUserCommand({}))).User?.UserName).toBe('alice');
    expect(await refusalOf(served.iam().send(new GetUserCommand({})))).toMatchObject({
      code: 'ValidationError',
      message: 'Must specify userName when calling with non-User credentials',
    });
  });
});

describe('ListUsers', () => {
  test('gives 100 users by name, without tags, and a marker for the rest', async () => {
    for (let count = 0; count < 101; count += 1) {
      const userName = `user-${String(count).padStart(3, '0')}`;
      createUser(served.account, { userName, tags: [{ Key: 'team', Value: 'a' }] }, NOW);
    }
    const first = await served.iam().send(new ListUsersCommand({}));
    expect([first.Users?.length, first.IsTruncated]).toEqual([100, true]);
    expect(first.Users?.[0]).toEqual({
      UserName: 'user-000',
      UserId: expect.any(String),
      Path: '/',
      Arn: 'arn:aws:iam::123456789012:user/user-000',
      CreateDate: NOW,
    });
    const rest = await served.iam().send(new ListUsersCommand({ Marker: first.Marker }));
    expect([rest.Users?.map(({ UserName }) => UserName), rest.IsTruncated, rest.Marker]).toEqual([
      ['user-100'],
      false,
      undefined,
    ]);
  });

  test('to the end misses nobody who stays, while others come and go between the pages', async () => {
    const { account } = served;
    for (let count = 0; count < 30; count += 1) createUser(account, { userName: `user-${count}` }, NOW);
    const seen: unknown[] = [];
    let pages = 0;
    for await (const { Users = [] } of paginateListUsers({ client: served.iam(), pageSize: 7 }, {})) {
      seen.push(...Users.map(({ UserName }) => UserName));
      deleteUser(account, userNamed(account, `user-${pages}`));
      createUser(account, { userName: `newcomer-${pages}` }, NOW);
      pages += 1;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(
      expect.arrayContaining(Array.from({ length: 25 }, (_, count) => `user-${count + 5}`)),
    );
  });

  test('takes a path prefix', async () => {
    createUser(served.account, { userName: 'alice', path: '/eng/' }, NOW);
    createUser(served.account, { userName: 'bob', path: '/ops/' }, NOW);
    const { Users } = await served.iam().send(new ListUsersCommand({ PathPrefix: '/eng' }));
    expect(Users?.map(({ UserName }) => UserName)).toEqual(['alice']);
  });

  test('refuses a marker that it did not give', async () => {
    expect(await refusalOf(served.iam().send(new ListUsersCommand({ Marker: 'bob' })))).toMatchObject({
      code: 'ValidationError',
      httpStatus: 400,
    });
  });
});

describe('UpdateUser', () => {
  test('a renamed user keeps the id; the old name is free', async () => {
    const { userId } = createUser(served.account, { userName: 'alice' }, NOW);
    await served
      .iam()
      .send(new UpdateUserCommand({ UserName: 'alice', NewUserName: 'alicia', NewPath: '/eng/' }));
    expect((await served.iam().send(new GetUserCommand({ UserName: 'alicia' }))).User).toMatchObject({
      UserId: userId,
      Arn: 'arn:aws:iam::123456789012:user/eng/alicia',
    });
    expect((await refusalOf(served.iam().send(new GetUserCommand({ UserName: 'alice' })))).code).toBe(
      'NoSuchEntity',
    );
  });

  test('a user may change the case of the own name, but not take another’s', async () => {
    createUser(served.account, { userName: 'alice' }, NOW);
    createUser(served.account, { userName: 'bob' }, NOW);
    await served.iam().send(new UpdateUserCommand({ UserName: 'alice', NewUserName: 'Alice' }));
    const refusal = await refusalOf(
      served.iam().send(new UpdateUserCommand({ UserName: 'Alice', NewUserName: 'BOB' })),
    );
    expect(refusal.code).toBe('EntityAlreadyExists');
  });
});

describe('DeleteUser', () => {
  const iamPolicy = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';

  test.each<[string, (user: User) => void]>([
    ['a password', (user) => setPassword(served.account, user, 'Sandb0x-pw', false, NOW)],
    ['an access key', (user) => createAccessKey(served.account, user, NOW)],
    ['an MFA device', (user) => attachDevice(served.account, user, { type: 'fido', name: 'key' }, NOW)],
    ['an attached policy', (record) => attachPolicy(served.account, { type: 'user', record }, iamPolicy)],
    [
      'an inline policy',
      (record) =>
        putInlinePolicy(served.account, { type: 'user', record }, { policyName: 'own', document: '{}' }),
    ],
    ['a group', (user) => addToGroup(served.account, createGroup(served.account, 'staff', '/', NOW), user)],
  ])('a user with %s cannot be deleted', async (_, give) => {
    give(createUser(served.account, { userName: 'alice' }, NOW));
    expect(await refusalOf(served.iam().send(new DeleteUserCommand({ UserName: 'alice' })))).toMatchObject({
      code: 'DeleteConflict',
      httpStatus: 409,
    });
  });

  test('whoever is created under the name of a deleted user is another user', async () => {
    const { userId } = createUser(served.account, { userName: 'alice' }, NOW);
    await served.iam().send(new DeleteUserCommand({ UserName: 'alice' }));
    const { User } = await served.iam().send(new CreateUserCommand({ UserName: 'alice' }));
    expect(User?.UserId).not.toBe(userId);
  });
});

describe('tags', () => {
  test('are put, replaced without regard to case, listed in pages and taken away', async () => {
    createUser(served.account, { userName: 'alice', tags: [{ Key: 'Team', Value: 'a' }] }, NOW);
    const iam = served.iam();
    const Tags = [
      { Key: 'team', Value: 'b' },
      { Key: 'mfa', Value: '2027-01-31' },
    ];
    await iam.send(new TagUserCommand({ UserName: 'alice', Tags }));
    const page = await iam.send(new ListUserTagsCommand({ UserName: 'alice', MaxItems: 1 }));
    expect([page.Tags, page.IsTruncated]).toEqual([[{ Key: 'mfa', Value: '2027-01-31' }], true]);
    await iam.send(new UntagUserCommand({ UserName: 'alice', TagKeys: ['MFA'] }));
    expect(await iam.send(new ListUserTagsCommand({ UserName: 'alice' }))).toMatchObject({
      Tags: [{ Key: 'team', Value: 'b' }],
      IsTruncated: false,
    });
  });

  test('the 51st is one too many, and a key that comes twice is invalid', async () => {
    createUser(served.account, { userName: 'alice', tags: [{ Key: 'first', Value: '' }] }, NOW);
    const fifty = Array.from({ length: 50 }, (_, count) => ({ Key: `key-${count}`, Value: '' }));
    const twice = [
      { Key: 'a', Value: '' },
      { Key: 'A', Value: '' },
    ];
    const tag = (Tags: { Key: string; Value: string }[]) =>
      refusalOf(served.iam().send(new TagUserCommand({ UserName: 'alice', Tags })));
    expect([(await tag(fifty)).code, (await tag(twice)).code]).toEqual(['LimitExceeded', 'InvalidInput']);
  });
});
