import fc from 'fast-check';
import { createUser } from '../../account/users';
import { drawSchedule } from '../../fault-schedule/draw-schedule';
import { functionFaults } from '../../fault-schedule/fault-schedule';
import { formatRule, parseRule } from '../../fault-schedule/rule-text';
import { emptyAccount, NOW } from '../support/served-account';

test.each([
  [
    'iam:GetLoginProfile user=alice AccessDenied',
    { on: 'call', action: 'iam:GetLoginProfile', userName: 'alice', effect: { kind: 'AccessDenied' } },
  ],
  [
    'iam:* after=2 times=3 chance=0.5 slow=250',
    { on: 'call', action: 'iam:*', after: 2, times: 3, chance: 0.5, effect: { kind: 'slow', value: 250 } },
  ],
  ['* cut', { on: 'call', action: '*', effect: { kind: 'cut' } }],
  ['account before=7 user=a=b strip', { on: 'account', beforeCall: 7, userName: 'a=b', change: 'strip' }],
  [
    'account before=1 user=alice rename=alicia',
    { on: 'account', beforeCall: 1, userName: 'alice', change: 'rename', newUserName: 'alicia' },
  ],
  ['function timeout=3', { on: 'function', timeoutSeconds: 3 }],
  ['function again=60000', { on: 'function', againAfterMs: 60_000 }],
])('%s', (text, rule) => {
  expect(parseRule(text)).toEqual(rule);
  expect(formatRule(parseRule(text))).toBe(text);
});

test.each([
  ['', '"" is no action; write it as policies do: iam:GetLoginProfile, iam:*, *'],
  ['GetLoginProfile cut', '"GetLoginProfile" is no action'],
  ['iam:* Explode', '"Explode" is no fault; the last word is one of Throttling, ServiceFailure'],
  ['iam:* cut=1', 'cut takes no value'],
  ['iam:* slow', 'slow is ""; allowed: a whole number from 1 to 600000'],
  ['iam:* lag=0', 'lag is "0"; allowed: a whole number from 1 to 100'],
  ['iam:* times=0 cut', 'times is "0"; allowed: a whole number from 1 to 1000000'],
  ['iam:* chance=2 cut', 'chance is 2; allowed: more than 0, up to 1'],
  ['iam:* chance=often cut', 'chance is NaN; allowed: more than 0, up to 1'],
  ['iam:* user= cut', 'user has no value'],
  ['iam:* who=alice cut', '"who" is not known here'],
  ['account user=alice delete', 'a change of the account needs before=CALL and user=NAME'],
  ['account before=1 user=alice promote', '"promote" is no change; the last word is one of create, rename'],
  ['account before=1 user=alice rename', 'rename=NAME takes the new name, and no other change takes one'],
  ['account before=1 user=alice delete=bob', 'rename=NAME takes the new name, and no other change takes one'],
  ['function timeout=901', 'timeout is "901"; allowed: a whole number from 1 to 900'],
  ['function crash', '"crash" does not befall a function; allowed: timeout=SECONDS, again=MS'],
])('%s cannot be used', (text, message) => {
  expect(() => parseRule(text)).toThrow(expect.objectContaining({ code: 'InvalidFault' }));
  expect(() => parseRule(text)).toThrow(message);
});

test('a schedule drawn by chance is the same for the same seed, and survives JSON and text', () => {
  const account = emptyAccount();
  for (const userName of ['alice', 'bruno.costa', 'ci-deploy']) createUser(account, { userName }, NOW);
  const property = fc.property(fc.nat(), (seed) => {
    const schedule = drawSchedule(seed, account);
    expect(drawSchedule(seed, account)).toEqual(schedule);
    expect(JSON.parse(JSON.stringify(schedule))).toEqual(schedule);
    expect(schedule.rules.map(formatRule).map(parseRule)).toEqual(schedule.rules);
  });
  fc.assert(property, { numRuns: 200 });
});

test('the last rule about a function counts', () => {
  const rules = ['function timeout=3', 'iam:* cut', 'function again=0', 'function timeout=5'].map(parseRule);
  expect(functionFaults({ seed: 1, rules })).toEqual({ timeoutSeconds: 5, againAfterMs: 0 });
  expect(functionFaults({ seed: 1, rules: [] })).toEqual({});
});
