import { DeliveryMemory } from '../../lambda/delivery-memory';
import type { Evaluation } from '../../rule/core/evaluation';
import type { Invocation } from '../../rule/core/invocation';
import type { KnownUser } from '../../rule/core/known-user';
import type { Outcome } from '../../rule/core/outcome';
import { listed, unlisted } from '../support/known-users';

const event: Invocation = {
  accountId: '123456789012',
  configRuleName: 'console-mfa',
  resultToken: 'token',
  testMode: false,
  orderingTimestamp: new Date('2027-01-15T12:00:00Z'),
  ruleParameters: {},
};
const alice = listed();
const judged: Outcome = {
  status: 'judged',
  user: alice,
  verdict: { compliance: 'COMPLIANT', reason: 'noPassword' },
};
const evaluation: Evaluation = {
  resourceType: 'AWS::IAM::User',
  resourceId: alice.userId,
  compliance: 'COMPLIANT',
  annotation: 'fine',
};

function remembering(invocation = event): DeliveryMemory {
  const memory = new DeliveryMemory();
  memory.open(invocation);
  memory.keep([judged], [evaluation]);
  return memory;
}

function remembers(memory: DeliveryMemory): readonly boolean[] {
  return [memory.recall(alice) !== undefined, memory.isSubmitted(evaluation)];
}

test('the next delivery of the same event finds verdicts and what was submitted', () => {
  const memory = remembering();
  memory.open({ ...event, orderingTimestamp: new Date('2027-01-15T12:00:00Z') });
  expect(memory.recall(alice)).toBe(judged);
  expect(memory.isSubmitted({ ...evaluation })).toBe(true);
});

test('what several deliveries have found out adds up', () => {
  const memory = remembering();
  const bob = listed({ userId: 'AIDABOB', userName: 'bob' });
  memory.open(event);
  memory.keep([{ ...judged, user: bob }], []);
  memory.open(event);
  expect([memory.recall(alice)?.status, memory.recall(bob)?.status]).toEqual(['judged', 'judged']);
  expect(memory.isSubmitted(evaluation)).toBe(true);
});

test.each<[string, Partial<Invocation>]>([
  ['rule', { configRuleName: 'another' }],
  ['time', { orderingTimestamp: new Date('2027-01-15T12:00:00.001Z') }],
  ['token', { resultToken: 'another' }],
])('an event of another %s finds nothing', (_name, other) => {
  const memory = remembering();
  memory.open({ ...event, ...other });
  expect(remembers(memory)).toEqual([false, false]);
  memory.open(event);
  expect(remembers(memory)).toEqual([false, false]);
});

test('a trial run finds nothing', () => {
  const trial = { ...event, resultToken: 'TESTMODE', testMode: true };
  const memory = remembering(trial);
  memory.open(trial);
  expect(remembers(memory)).toEqual([false, false]);
});

test('a delivery that ended well leaves nothing', () => {
  const memory = remembering();
  memory.forget();
  expect(remembers(memory)).toEqual([false, false]);
  memory.open(event);
  expect(remembers(memory)).toEqual([false, false]);
});

test('a user is found by id and name', () => {
  const memory = remembering();
  expect(memory.recall({ ...alice, userName: 'alicia' })).toBeUndefined();
  expect(memory.recall({ ...alice, userId: 'AIDAOTHER' })).toBeUndefined();
});

describe('a verdict', () => {
  const recalled = (then: Partial<KnownUser>, now: Partial<KnownUser>) => {
    const memory = new DeliveryMemory();
    memory.open(event);
    memory.keep([{ ...judged, user: { ...unlisted(), ...then } }], []);
    return memory.recall({ ...unlisted(), ...now }) !== undefined;
  };

  test.each<[string, Partial<KnownUser>, Partial<KnownUser>]>([
    ['a virtual device that is new', { virtualDevice: false }, { virtualDevice: true }],
    ['a virtual device where none could be read', {}, { virtualDevice: true }],
    ['a virtual device no longer', { virtualDevice: true }, { virtualDevice: false }],
    ['another path', { path: '/' }, { path: '/service/' }],
    ['an exempt group that is new', {}, { exemptGroups: ['Robots'] }],
    ['an exempt group no longer', { exemptGroups: ['Robots'] }, {}],
  ])('is not found where the lists now show %s', (_change, then, now) => {
    expect(recalled(then, now)).toBe(false);
  });

  test.each<[string, Partial<KnownUser>, Partial<KnownUser>]>([
    [
      'the same',
      { virtualDevice: true, exemptGroups: ['A', 'B'] },
      { virtualDevice: true, exemptGroups: ['A', 'B'] },
    ],
    ['no virtual device, where none could be read', {}, { virtualDevice: false }],
    ['virtual devices that cannot be read', { virtualDevice: true }, {}],
    ['groups that cannot be read', { exemptGroups: ['Robots'] }, { unreadGroups: ['Robots'] }],
  ])('is found where the lists show %s', (_what, then, now) => {
    expect(recalled(then, now)).toBe(true);
  });
});

test('only verdicts are kept', () => {
  const memory = new DeliveryMemory();
  memory.open(event);
  memory.keep([{ status: 'gone', user: alice }], []);
  expect(memory.recall(alice)).toBeUndefined();
});

test.each<Partial<Evaluation>>([
  { resourceId: 'AIDAOTHER' },
  { compliance: 'NON_COMPLIANT' },
  { annotation: 'another' },
  { resourceType: 'AWS::::Account' },
])('an evaluation with %j was not submitted', (other) => {
  expect(remembering().isSubmitted({ ...evaluation, ...other })).toBe(false);
});
