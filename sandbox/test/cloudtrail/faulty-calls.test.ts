import { CreateUserCommand } from '@aws-sdk/client-iam';
import { ServiceError } from '../../errors';
import type { Fault } from '../../faults';
import { refusalOf, type ServedAccount, serveAccount } from '../support/served-account';

let served: ServedAccount;
beforeEach(async () => {
  served = await serveAccount();
});
afterEach(() => served.close());

const DOWN = new ServiceError('ServiceFailure', 'down', 500);

test.each<[string, Fault, readonly object[]]>([
  [
    'a connection that is cut before the call is processed leaves no event',
    { type: 'cut', when: 'instead' },
    [],
  ],
  [
    'one that is cut in the answer leaves the event of a call that was done',
    { type: 'cut', when: 'mid-answer' },
    [{ eventName: 'CreateUser', responseElements: { user: { userName: 'alice' } } }],
  ],
  [
    'a call that is refused by the service leaves its error',
    { type: 'error', error: DOWN, when: 'instead' },
    [{ eventName: 'CreateUser', errorCode: 'ServiceFailureException', responseElements: null }],
  ],
])('%s', async (_what, fault, events) => {
  served.server.pipeline.faults = () => [fault];
  await refusalOf(served.iam().send(new CreateUserCommand({ UserName: 'alice' })));
  const { events: found } = served.account.cloudTrail;
  expect(found).toMatchObject(events);
  expect(found).toHaveLength(events.length);
  for (const record of found) expect('errorCode' in record).toBe('errorCode' in Object(events[0]));
});
