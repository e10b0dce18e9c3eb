import { request as httpRequest, type RequestOptions } from 'node:http';
import { CreateUserCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { type ServedAccount, serveAccount } from './support/served-account';

const SIGNED =
  'AWS4-HMAC-SHA256 Credential=any/20270115/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0';
const LIST_USERS = 'Action=ListUsers&Version=2010-05-08';
const TWO_MEGABYTES = 2_097_152;

let served: ServedAccount;

beforeEach(async () => {
  served = await serveAccount();
});

afterEach(() => served.close());

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
}

/** Sends a request that no AWS client sends. */
function send(options: RequestOptions, body: string | Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(served.server.url, { method: 'POST', ...options }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.once('end', () => resolve({ status: response.statusCode, body: text }));
      response.once('error', reject);
    });
    request.once('error', reject);
    request.end(body);
  });
}

async function users(): Promise<number | undefined> {
  return (await served.iam().send(new ListUsersCommand({}))).Users?.length;
}

test('a body that says it has 2 MB is refused before it is read', async () => {
  const headers = { authorization: SIGNED, 'content-length': TWO_MEGABYTES };
  const refused = new Promise<number | undefined>((resolve, reject) => {
    const request = httpRequest(served.server.url, { method: 'POST', headers }, (response) => {
      resolve(response.statusCode);
      request.destroy();
    });
    request.once('error', reject);
    request.flushHeaders(); // and nothing of the body
  });
  expect(await refused).toBe(413);
});

test('a body of 2 MB that does not say its length is refused while it is read, and the server goes on', async () => {
  const headers = { authorization: SIGNED, 'transfer-encoding': 'chunked' };
  expect(await send({ headers }, Buffer.alloc(TWO_MEGABYTES, 'x'))).toEqual({
    status: 413,
    body: '{"error":"a request may hold at most 1048576 bytes"}',
  });
  expect(await users()).toBe(0);
});

test('a body of 1 MB is read', async () => {
  const body = `${LIST_USERS}&Padding=`.padEnd(1_048_576, 'x');
  expect((await send({ headers: { authorization: SIGNED } }, body)).status).toBe(200);
});

test('a signed request under a name that was made to resolve to this machine does nothing', async () => {
  const headers = { authorization: SIGNED, host: 'evil.example' };
  const body = 'Action=CreateUser&Version=2010-05-08&UserName=mallory';
  expect((await send({ headers }, body)).status).toBe(403);
  expect(await users()).toBe(0);
});

test('a signed request of a page does nothing, whatever its origin', async () => {
  const origin = served.server.url;
  const headers = { authorization: SIGNED, origin };
  expect(await send({ headers }, LIST_USERS)).toEqual({
    status: 403,
    body: JSON.stringify({
      error: `a page of "${origin}" may not call AWS here: AWS clients send no Origin`,
    }),
  });
});

test('a refused request is not read: its body may be endless', async () => {
  const headers = { authorization: SIGNED, host: 'evil.example', 'content-length': TWO_MEGABYTES };
  const refused = new Promise<number | undefined>((resolve, reject) => {
    const request = httpRequest(served.server.url, { method: 'POST', headers }, (response) => {
      resolve(response.statusCode);
      request.destroy();
    });
    request.once('error', reject);
    request.flushHeaders();
  });
  expect(await refused).toBe(403);
});

test('AWS clients go on as before', async () => {
  await served.iam().send(new CreateUserCommand({ UserName: 'alice' }));
  expect(await users()).toBe(1);
});
