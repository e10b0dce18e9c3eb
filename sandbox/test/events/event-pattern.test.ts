import type { AwsEvent } from '../../events/aws-event';
import { parsePattern } from '../../events/event-pattern';

const event: AwsEvent = {
  version: '0',
  id: 'id',
  'detail-type': 'Config Rules Compliance Change',
  source: 'aws.config',
  account: '123456789012',
  time: '2027-01-15T12:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail: { name: 'mfa', fresh: { type: 'NON_COMPLIANT' }, old: null, count: 2 },
};

test.each([
  [{}, true],
  [{ source: ['aws.config'] }, true],
  [{ source: ['aws.iam', 'aws.config'] }, true],
  [{ source: ['aws.iam'] }, false],
  [{ source: [] }, false],
  [{ source: ['aws.config'], region: ['cn-north-1'] }, false],
  [{ detail: { fresh: { type: ['NON_COMPLIANT'] } } }, true],
  [{ detail: { fresh: { type: ['COMPLIANT'] } } }, false],
  [{ detail: { count: [2] } }, true],
  [{ detail: { count: ['2'] } }, false],
  [{ detail: { old: [null] } }, true],
  [{ detail: { errorCode: [{ exists: false }] } }, true],
  [{ detail: { name: [{ exists: false }] } }, false],
  [{ detail: { name: [{ exists: true }] } }, true],
  [{ detail: { earlier: { type: [{ exists: false }] } } }, true],
  [{ detail: { fresh: { type: [{ 'anything-but': ['COMPLIANT'] }] } } }, true],
  [{ detail: { fresh: { type: [{ 'anything-but': 'NON_COMPLIANT' }] } } }, false],
  [{ detail: { earlier: { type: [{ 'anything-but': ['COMPLIANT'] }] } } }, false],
  [{ source: [{ wildcard: 'aws.*' }] }, true],
  [{ source: [{ wildcard: '*.c*g' }] }, true],
  [{ source: [{ wildcard: 'aws.config' }] }, true],
  [{ source: [{ wildcard: 'aws*iam' }] }, false],
  [{ source: [{ wildcard: 'aws?config' }] }, false],
  [{ source: [{ wildcard: 'awsXconfig' }] }, false],
  [{ source: [{ wildcard: 'aws\\*' }] }, false],
  [{ detail: { count: [{ wildcard: '*' }] } }, false],
  [{ detail: { earlier: [{ wildcard: '*' }] } }, false],
  [{ detail: { $or: [{ name: ['other'] }, { count: [2] }] } }, true],
  [{ detail: { $or: [{ name: ['other'] }, { count: [3] }] } }, false],
  [{ detail: { $or: [{ count: [2] }], name: ['other'] } }, false],
])('the pattern %j: %s', (pattern, isMatch) => {
  expect(parsePattern(pattern)(event)).toBe(isMatch);
});

test.each([
  [{ detail: { name: [{ prefix: 'm' }] } }],
  [{ detail: { name: [{ exists: true, prefix: 'm' }] } }],
  [{ detail: { name: [{ wildcard: ['m*'] }] } }],
  [{ source: 'aws.config' }],
  [{ detail: { $or: 'x' } }],
  ['aws.config'],
])('%j is none that the sandbox knows', (pattern) => {
  expect(() => parsePattern(pattern)).toThrow(expect.objectContaining({ code: 'UnsupportedPattern' }));
});
