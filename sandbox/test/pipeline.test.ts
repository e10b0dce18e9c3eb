import {
  CreateUserCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { createAccessKey, updateAccessKey } from '../account/access-keys';
import { openSession } from '../account/sessions';
import { createUser, deleteUser, userNamed } from '../account/users';
import type { AnsweredCall } from '../call-log';
import { ServiceError } from '../errors';
import { NOW, refusalOf, type ServedAccount, serveAccount } from './support/served-account';

let served: ServedAccount;
beforeEach(async () => {
  served = await serveAccount();
});
afterEach(() => served.close());

async function post(body: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(served.server.url, { method: 'POST', body, headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function signed(service: string): Readonly<Record<string, string>> {
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=AKIAX/20270115/us-east-1/${service}/aws4_request, SignedHeaders=host`,
  };
}

describe('answers on the wire', () => {
  test('an answer of IAM is XML in its namespace, at the sandbox’s own time', async () => {
    const { status, headers, text } = await post('Action=ListUsers&Version=2010-05-08', signed('iam'));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/xml');
    expect(headers.get('date')).toBe('Fri, 15 Jan 2027 12:00:00 GMT');
    const requestId = headers.get('x-amzn-requestid');
    expect(requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(text).toBe(
      '<ListUsersResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListUsersResult><Users/>' +
        '<IsTruncated>false</IsTruncated></ListUsersResult>' +
        `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></ListUsersResponse>`,
    );
  });

  test('a request without credentials is refused, in the form of the service it is meant for', async () => {
    const iam = await post('Action=ListUsers&Version=2010-05-08');
    expect([iam.status, iam.text]).toEqual([
      403,
      expect.stringContaining('<Code>MissingAuthenticationToken</Code>'),
    ]);
    const sts = await post('Action=GetCallerIdentity&Version=2011-06-15');
    expect([sts.status, sts.text]).toEqual([
      403,
      expect.stringContaining('xmlns="https://sts.amazonaws.com/doc/2011-06-15/"'),
    ]);
  });

  test('an error of IAM has type, code, message and request id', async () => {
    const { status, headers, text } = await post(
      'Action=GetUser&UserName=nobody&Version=2010-05-08',
      signed('iam'),
    );
    expect(status).toBe(404);
    expect(text).toBe(
      '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type>' +
        '<Code>NoSuchEntity</Code><Message>The user with name nobody cannot be found.</Message></Error>' +
        `<RequestId>${headers.get('x-amzn-requestid')}</RequestId></ErrorResponse>`,
    );
  });

  test('an action that IAM does not have is an InvalidAction', async () => {
    const { status, text } = await post('Action=ListUnicorns&Version=2010-05-08', signed('iam'));
    expect(status).toBe(400);
    expect(text).toContain('<Code>InvalidAction</Code>');
    expect(text).toContain('Could not find operation ListUnicorns for version 2010-05-08');
  });

  test('a service that the sandbox does not have is refused by name', async () => {
    const { status, text } = await post('', signed('s3'));
    expect([status, text]).toEqual([400, expect.stringContaining('does not support s3')]);
  });

  test('a query may come in the address of a GET', async () => {
    const url = `${served.server.url}/?Action=ListUsers&Version=2010-05-08`;
    const response = await fetch(url, { headers: signed('iam') });
    expect(await response.text()).toContain('<ListUsersResult>');
  });
});

describe('callers', () => {
  const whoIs = (credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
    served.sts(credentials).send(new GetCallerIdentityCommand({}));

  test('a key that the account does not know is its administrator’s', async () => {
    expect(await whoIs()).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:sts::123456789012:assumed-role/Administrator/sandbox',
    });
  });

  test('a user’s key is the user’s, and its use is recorded once in 15 minutes', async () => {
    const { account, clock } = served;
    const key = createAccessKey(account, createUser(account, { userName: 'alice', path: '/eng/' }, NOW), NOW);
    const lastUsed = () => userNamed(account, 'alice').accessKeys[0]?.lastUsed;
    expect((await whoIs(key)).Arn).toBe('arn:aws:iam::123456789012:user/eng/alice');
    expect(lastUsed()).toEqual({ date: NOW, serviceName: 'sts', region: 'us-east-1' });
    clock.advance(14 * 60_000);
    await whoIs(key);
    expect(lastUsed()?.date).toEqual(NOW);
    clock.advance(60_000);
    await whoIs(key);
    expect(lastUsed()?.date).toEqual(new Date('2027-01-15T12:15:00Z'));
  });

  test('an inactive key and one of a user who is gone are invalid', async () => {
    const { account } = served;
    const alice = createUser(account, { userName: 'alice' }, NOW);
    const key = createAccessKey(account, alice, NOW);
    updateAccessKey(account, userNamed(account, 'alice'), { ...key, status: 'Inactive' });
    expect(await refusalOf(whoIs(key))).toMatchObject({ code: 'InvalidClientTokenId', httpStatus: 403 });
    deleteUser(account, { ...userNamed(account, 'alice'), accessKeys: [] });
    expect(await refusalOf(whoIs(key))).toMatchObject({ code: 'InvalidClientTokenId', httpStatus: 403 });
  });

  test('temporary credentials need their token, and end', async () => {
    const { account, clock } = served;
    const { userId } = createUser(account, { userName: 'alice' }, NOW);
    const principal = { type: 'user', userId } as const;
    const session = openSession(account, { principal, seconds: 900, mfaAuthenticated: false }, NOW);
    expect((await whoIs(session)).UserId).toBe(userId);
    const { accessKeyId, secretAccessKey } = session;
    expect(await refusalOf(whoIs({ accessKeyId, secretAccessKey }))).toMatchObject({
      code: 'InvalidClientTokenId',
    });
    clock.advance(900_000);
    expect(await refusalOf(whoIs(session))).toMatchObject({ code: 'ExpiredToken', httpStatus: 403 });
  });
});

describe('what goes wrong on purpose', () => {
  test('a fault refuses a call instead of the action', async () => {
    served.server.pipeline.faults = ({ userName }) =>
      userName === 'bob'
        ? [{ type: 'error', error: new ServiceError('ServiceFailure', 'down', 500), when: 'instead' }]
        : [];
    const iam = served.iam();
    await iam.send(new CreateUserCommand({ UserName: 'alice' }));
    const refusal = await refusalOf(iam.send(new CreateUserCommand({ UserName: 'bob' })));
    expect(refusal).toMatchObject({ code: 'ServiceFailure', httpStatus: 500 });
    expect([...served.account.users].map(({ userName }) => userName)).toEqual(['alice']);
  });

  test('a fault refuses a call after the action was done', async () => {
    served.server.pipeline.faults = () => [
      { type: 'error', error: new ServiceError('ServiceFailure', 'down', 500), when: 'after' },
    ];
    await refusalOf(served.iam().send(new CreateUserCommand({ UserName: 'alice' })));
    expect([...served.account.users].map(({ userName }) => userName)).toEqual(['alice']);
  });

  test.each(['instead', 'mid-answer'] as const)(
    'a connection that is cut (%s) breaks the call',
    async (when) => {
      served.server.pipeline.faults = () => [{ type: 'cut', when }];
      const { httpStatus } = await refusalOf(served.iam().send(new ListUsersCommand({})));
      expect(httpStatus).not.toBe(200);
      served.server.pipeline.faults = () => [];
      expect((await served.iam().send(new ListUsersCommand({}))).Users).toEqual([]);
    },
  );

  test('an answer can be altered', async () => {
    served.server.pipeline.faults = () => [
      { type: 'alter', alter: (output) => ({ ...Object(output), IsTruncated: true, Marker: 'again' }) },
    ];
    expect(await served.iam().send(new ListUsersCommand({}))).toMatchObject({
      IsTruncated: true,
      Marker: 'again',
    });
  });

  test('a plan may change the account between calls', async () => {
    served.server.pipeline.faults = ({ number }) => {
      if (number === 2) createUser(served.account, { userName: 'mallory' }, NOW);
      return [];
    };
    const counts = [];
    for (let call = 0; call < 2; call += 1)
      counts.push((await served.iam().send(new ListUsersCommand({}))).Users?.length);
    expect(counts).toEqual([0, 1]);
  });

  test('calls beyond the rate are throttled, and let through again without the limit', async () => {
    served.server.pipeline.limitRate('iam', { perSecond: 0, burst: 2 });
    const iam = served.iam();
    await iam.send(new ListUsersCommand({}));
    await iam.send(new ListUsersCommand({}));
    const refusal = await refusalOf(iam.send(new ListUsersCommand({})));
    expect(refusal).toEqual({ code: 'Throttling', message: 'Rate exceeded', httpStatus: 400 });
    await served.sts().send(new GetCallerIdentityCommand({}));
    served.server.pipeline.limitRate('iam', undefined);
    await iam.send(new ListUsersCommand({}));
  });
});

describe('the call log', () => {
  test('counts calls by action and tells a listener who called and what came of it', async () => {
    const heard: AnsweredCall[] = [];
    const stop = served.server.calls.listen((call) => heard.push({ ...call }));
    await served.iam().send(new ListUsersCommand({ MaxItems: 5 }));
    await refusalOf(served.iam().send(new GetLoginProfileCommand({ UserName: 'alice' })));
    stop();
    await served.iam().send(new ListUsersCommand({}));
    expect(served.server.calls.counts()).toEqual({ 'iam:ListUsers': 2, 'iam:GetLoginProfile': 1 });
    const callerArn = 'arn:aws:sts::123456789012:assumed-role/Administrator/sandbox';
    expect(heard).toEqual([
      {
        number: 1,
        service: 'iam',
        action: 'ListUsers',
        userName: undefined,
        input: { MaxItems: 5 },
        callerArn,
        userId: undefined,
        errorCode: undefined,
        output: { Users: [], IsTruncated: false },
      },
      {
        number: 2,
        service: 'iam',
        action: 'GetLoginProfile',
        userName: 'alice',
        input: { UserName: 'alice' },
        callerArn,
        userId: undefined,
        errorCode: 'NoSuchEntity',
        output: undefined,
      },
    ]);
    served.server.calls.reset();
    expect(served.server.calls.total).toBe(0);
  });

  test('says whose name it was, and holds no answer of which only a part arrived', async () => {
    const heard: AnsweredCall[] = [];
    served.server.calls.listen((call) => heard.push({ ...call }));
    const { userId } = createUser(served.account, { userName: 'Alice' }, NOW);
    served.server.pipeline.faults = () => [{ type: 'cut', when: 'mid-answer' }];
    await refusalOf(served.iam().send(new GetUserCommand({ UserName: 'alice' })));
    expect(heard).toMatchObject([{ userId, errorCode: 'Cut', output: undefined }]);
  });
});
