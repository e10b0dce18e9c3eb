import type { AwsEvent } from '../../events/aws-event';
import { EventBus, type EventTarget } from '../../events/event-bus';

const EVENT: AwsEvent = {
  version: '0',
  id: 'id',
  'detail-type': 'type',
  source: 'aws.iam',
  account: '123456789012',
  time: '2027-01-15T12:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail: {},
};
const TARGET: EventTarget = {
  arn: 'queue',
  deadLetterArn: 'dead-letters',
  transformer: { paths: {}, template: 'short' },
};

/** What targets got, the ones that take nothing left out. */
async function delivered(targets: readonly EventTarget[], refusing: readonly string[], matches = true) {
  const got: (readonly [string, string])[] = [];
  const bus = new EventBus(async (arn, _ruleArn, text) => {
    if (refusing.includes(arn)) return false;
    got.push([arn, text]);
    return true;
  });
  bus.putRule({ ruleArn: 'rule', pattern: () => matches, targets });
  await bus.put(EVENT);
  return { got, lost: bus.lost };
}

test('a target gets what the rule makes of the event', async () => {
  expect(await delivered([TARGET], [])).toEqual({ got: [['queue', 'short']], lost: [] });
});

test('a rule that does not match sends nothing', async () => {
  expect(await delivered([TARGET], [], false)).toEqual({ got: [], lost: [] });
});

test('what a target does not take goes to its dead-letter queue, whole', async () => {
  expect(await delivered([TARGET], ['queue'])).toEqual({
    got: [['dead-letters', JSON.stringify(EVENT)]],
    lost: [],
  });
});

test('what cannot be delivered for its quotes goes to the dead-letter queue', async () => {
  const broken = { ...TARGET, transformer: { paths: { id: '$.id' }, template: '"<id>"' } };
  const got: (readonly [string, string])[] = [];
  const bus = new EventBus(async (arn, _ruleArn, text) => got.push([arn, text]) > 0);
  bus.putRule({ ruleArn: 'rule', pattern: () => true, targets: [broken] });
  const event = { ...EVENT, id: 'an "id"' };
  await bus.put(event);
  expect(got).toEqual([['dead-letters', JSON.stringify(event)]]);
});

test('what neither takes is lost', async () => {
  expect(await delivered([TARGET], ['queue', 'dead-letters'])).toEqual({ got: [], lost: [EVENT] });
  expect(await delivered([{ ...TARGET, deadLetterArn: undefined }], ['queue'])).toEqual({
    got: [],
    lost: [EVENT],
  });
});
