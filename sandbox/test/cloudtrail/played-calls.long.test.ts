import {
  CreateUserCommand,
  DeleteUserCommand,
  GetUserCommand,
  type IAMClient,
  ListMFADevicesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import fc from 'fast-check';
import { createAccessKey } from '../../account/access-keys';
import { putInlinePolicy } from '../../account/policies';
import { openConsoleSession } from '../../account/sessions';
import { createUser, userNamed } from '../../account/users';
import { type Credentials, NOW, refusalOf, serveAccount } from '../support/served-account';

const COMMANDS = {
  CreateUser: (UserName: string) => new CreateUserCommand({ UserName }),
  DeleteUser: (UserName: string) => new DeleteUserCommand({ UserName }),
  GetUser: (UserName: string) => new GetUserCommand({ UserName }),
  ListMFADevices: (UserName: string) => new ListMFADevicesCommand({ UserName }),
  ListUsers: () => new ListUsersCommand({}),
};

/** Codes of the wire, and what CloudTrail calls them. */
const CODES: Readonly<Record<string, string>> = {
  AccessDenied: 'AccessDenied',
  DeleteConflict: 'DeleteConflictException',
  EntityAlreadyExists: 'EntityAlreadyExistsException',
  NoSuchEntity: 'NoSuchEntityException',
};

const call = fc.record({
  caller: fc.constantFrom('key', 'console', 'console with MFA', 'powerless', 'administrator'),
  action: fc.constantFrom(...(Object.keys(COMMANDS) as (keyof typeof COMMANDS)[])),
  userName: fc.constantFrom('alice', 'bob', 'carol'),
});

/** An account with Alice, who may do everything in IAM, and Bob, who may do nothing. */
async function stage() {
  const served = await serveAccount();
  const { account } = served;
  const document = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}';
  const record = createUser(account, { userName: 'Alice' }, NOW);
  putInlinePolicy(account, { type: 'user', record }, { policyName: 'iam', document });
  createUser(account, { userName: 'bob' }, NOW);
  const alice = () => userNamed(account, 'Alice');
  const callers: Readonly<Record<string, Credentials>> = {
    key: createAccessKey(account, alice(), NOW),
    console: openConsoleSession(account, alice(), false, NOW),
    'console with MFA': openConsoleSession(account, alice(), true, NOW),
    powerless: createAccessKey(account, userNamed(account, 'bob'), NOW),
    administrator: { accessKeyId: 'ASIAADMINISTRATOR', secretAccessKey: 'any' },
  };
  return { served, callers };
}

test('the trail has what clients saw, call by call', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 12 }), async (calls) => {
      const { served, callers } = await stage();
      const seen: unknown[] = [];
      for (const { caller, action, userName } of calls) {
        const credentials = callers[caller];
        const client: IAMClient = served.iam(credentials);
        const sent = client.send(COMMANDS[action](userName) as GetUserCommand);
        const code = await sent.then(
          () => undefined,
          async () => (await refusalOf(sent)).code,
        );
        seen.push([credentials?.accessKeyId, action, code && (CODES[code] ?? code)]);
      }
      const { events } = served.account.cloudTrail;
      const recorded = events
        .filter(({ eventName }) => eventName !== 'ConsoleLogin')
        .map(({ userIdentity, eventName, errorCode }) => [userIdentity.accessKeyId, eventName, errorCode]);
      await served.close();
      expect(recorded).toEqual(seen);
    }),
    { numRuns: 30 },
  );
});
