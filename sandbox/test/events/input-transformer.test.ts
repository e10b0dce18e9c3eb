import type { AwsEvent } from '../../events/aws-event';
import { targetInput } from '../../events/input-transformer';

const event: AwsEvent = {
  version: '0',
  id: 'id',
  'detail-type': 'type',
  source: 'aws.config',
  account: '123456789012',
  time: '2027-01-15T12:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail: { who: 'anna "the" user', count: 2 },
};
const paths = { who: '$.detail.who', count: '$.detail.count', none: '$.detail.none', region: '$.region' };

test('without a transformer the target gets the event', () => {
  expect(JSON.parse(targetInput(event, undefined) ?? '')).toEqual(event);
});

test('a template that is JSON gets values as JSON', () => {
  const template = '{"who":<who>,"count":<count>,"none":<none>}';
  expect(JSON.parse(targetInput(event, { paths, template }) ?? '')).toEqual({
    who: 'anna "the" user',
    count: 2,
    none: '',
  });
});

test('a JSON string of such a template gets them as they are', () => {
  const template = '{"where":"in <region>, <count> times","who":<who>}';
  expect(JSON.parse(targetInput(event, { paths, template }) ?? '')).toEqual({
    where: 'in us-east-1, 2 times',
    who: 'anna "the" user',
  });
});

test('a template of text gets them as they are, and nothing for what the event does not hold', () => {
  expect(targetInput(event, { paths, template: '<who> in <region><none>: <count>' })).toBe(
    'anna "the" user in us-east-1: 2',
  );
  expect(targetInput(event, { paths, template: '"in <region>"\n"<count>"' })).toBe('"in us-east-1"\n"2"');
});

test.each(['"in <region>"\n"<who>"', '{"who":"<who>"}'])(
  'a value with quotes breaks %s, which puts it between quotes',
  (template) => {
    expect(targetInput(event, { paths, template })).toBeUndefined();
  },
);
