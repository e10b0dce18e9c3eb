import {
  ChangePasswordCommand,
  CreateLoginProfileCommand,
  DeleteLoginProfileCommand,
  GetAccountPasswordPolicyCommand,
  GetLoginProfileCommand,
  UpdateAccountPasswordPolicyCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import { createAccessKey } from '../../../account/access-keys';
import { createUser, setPassword, userNamed } from '../../../account/users';
import { NOW, refusalOf, type ServedAccount, serveAccount } from '../../support/served-account';

const UserName = 'alice';

let served: ServedAccount;
beforeEach(async () => {
  served = await serveAccount();
  createUser(served.account, { userName: UserName }, NOW);
});
afterEach(() => served.close());

describe('a login profile', () => {
  test('is made, read, changed and deleted', async () => {
    const iam = served.iam();
    await iam.send(
      new CreateLoginProfileCommand({ UserName, Password: 'Sandb0x-pw', PasswordResetRequired: true }),
    );
    served.clock.advance(60_000);
    await iam.send(new UpdateLoginProfileCommand({ UserName, Password: 'Sandb0x-pw2' }));
    expect((await iam.send(new GetLoginProfileCommand({ UserName }))).LoginProfile).toEqual({
      UserName,
      CreateDate: NOW,
      PasswordResetRequired: true,
    });
    expect(userNamed(served.account, UserName).loginProfile?.passwordLastChanged).toEqual(
      new Date('2027-01-15T12:01:00Z'),
    );
    await iam.send(new DeleteLoginProfileCommand({ UserName }));
    expect((await refusalOf(iam.send(new DeleteLoginProfileCommand({ UserName })))).code).toBe(
      'NoSuchEntity',
    );
  });

  test('that is missing and a user who is missing are both NoSuchEntity', async () => {
    const get = (name: string) =>
      refusalOf(served.iam().send(new GetLoginProfileCommand({ UserName: name })));
    expect([await get('alice'), await get('bob')]).toEqual([
      { code: 'NoSuchEntity', message: 'Login Profile for User alice cannot be found.', httpStatus: 404 },
      { code: 'NoSuchEntity', message: 'The user with name bob cannot be found.', httpStatus: 404 },
    ]);
  });

  test('there is one of', async () => {
    setPassword(served.account, userNamed(served.account, UserName), 'Sandb0x-pw', false, NOW);
    const refusal = await refusalOf(
      served.iam().send(new CreateLoginProfileCommand({ UserName, Password: 'Sandb0x-pw' })),
    );
    expect(refusal).toMatchObject({ code: 'EntityAlreadyExists', httpStatus: 409 });
  });
});

describe('the password policy', () => {
  const create = (Password: string) =>
    served.iam().send(new CreateLoginProfileCommand({ UserName, Password }));

  test.each(['Sh0rt!', 'onlyletters'])('without one, %s is too weak', async (password) => {
    expect(await refusalOf(create(password))).toMatchObject({
      code: 'PasswordPolicyViolation',
      httpStatus: 400,
    });
  });

  test('is kept once it is set', async () => {
    const iam = served.iam();
    expect((await refusalOf(iam.send(new GetAccountPasswordPolicyCommand({})))).code).toBe('NoSuchEntity');
    await iam.send(
      new UpdateAccountPasswordPolicyCommand({
        MinimumPasswordLength: 14,
        RequireSymbols: true,
        MaxPasswordAge: 90,
      }),
    );
    expect((await iam.send(new GetAccountPasswordPolicyCommand({}))).PasswordPolicy).toEqual({
      MinimumPasswordLength: 14,
      RequireSymbols: true,
      RequireNumbers: false,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
      ExpirePasswords: true,
      MaxPasswordAge: 90,
    });
    expect((await refusalOf(create('no symbol in this'))).message).toBe('Password should have symbols');
    expect((await refusalOf(create('short!'))).message).toBe('Password should have a minimum length of 14');
    await create('long enough, and a symbol!');
  });
});

describe('ChangePassword', () => {
  const change = (OldPassword: string, NewPassword = 'Sandb0x-pw2') =>
    new ChangePasswordCommand({ OldPassword, NewPassword });

  test('is for users who know the old password, where the account lets them', async () => {
    const { account } = served;
    setPassword(account, userNamed(account, UserName), 'Sandb0x-pw', true, NOW);
    const alice = served.iam(createAccessKey(account, userNamed(account, UserName), NOW));
    expect((await refusalOf(alice.send(change('Sandb0x-pw')))).message).toContain(
      'not authorized to perform: iam:ChangePassword',
    );
    await served.iam().send(new UpdateAccountPasswordPolicyCommand({ AllowUsersToChangePassword: true }));
    expect((await refusalOf(alice.send(change('wrong')))).message).toBe('The old password was incorrect.');
    await alice.send(change('Sandb0x-pw'));
    expect(userNamed(account, UserName).loginProfile).toMatchObject({
      password: 'Sandb0x-pw2',
      passwordResetRequired: false,
    });
  });

  test('is not for anybody else', async () => {
    expect(await refusalOf(served.iam().send(change('Sandb0x-pw')))).toMatchObject({
      code: 'InvalidUserType',
      httpStatus: 400,
    });
  });
});
