import { AwsCallError, ConsoleMfaError } from '../../../rule/core/errors';
import { incompleteRun, type Unresolved } from '../../../rule/core/incomplete-run';

const denied = new AwsCallError('denied', 'iam:GetLoginProfile', 'AccessDenied: no');
const late = new ConsoleMfaError('OutOfTime', 'iam:ListMFADevices was not asked');
const DENIED =
  'AwsCallFailed: iam:GetLoginProfile is not allowed; grant the role this action (AccessDenied: no)';

/** `user-01`, `user-02`, … */
function users(count: number): readonly Unresolved[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `user-${String(index + 1).padStart(2, '0')}`,
    error: denied,
  }));
}

test('a run that left nobody and nothing open is complete', () => {
  expect(incompleteRun([], [])).toBeUndefined();
});

test('one user is named with the reason', () => {
  const error = incompleteRun([{ name: 'alice', error: denied }], []);
  expect(error).toMatchObject({ code: 'IncompleteRun', cause: denied });
  expect(error?.message).toBe(`IncompleteRun: 1 user has no result of this run. alice: ${DENIED}`);
});

test('users with the same reason are named together', () => {
  const unresolved = [
    { name: 'alice', error: denied },
    { name: 'bob', error: late },
    { name: 'carol', error: denied },
  ];
  expect(incompleteRun(unresolved, [])?.message).toBe(
    `IncompleteRun: 3 users have no result of this run. alice, carol: ${DENIED}. bob: OutOfTime: iam:ListMFADevices was not asked`,
  );
});

test('20 users are all named', () => {
  const message = incompleteRun(users(20), [])?.message;
  expect(message).toMatch(/^IncompleteRun: 20 users have no result of this run\. user-01, user-02, /);
  expect(message).toMatch(/, user-19, user-20: AwsCallFailed: /);
  expect(message).not.toContain('more');
});

test('of 21 users 20 are named and one is counted', () => {
  const message = incompleteRun(users(21), [])?.message;
  expect(message).toMatch(/^IncompleteRun: 21 users have no result of this run\. user-01, /);
  expect(message).toMatch(/, user-20: .*\(AccessDenied: no\)\. and 1 more$/);
  expect(message).not.toContain('user-21');
});

test('problems of the run are told after the users, each once', () => {
  const unread = new ConsoleMfaError('UnreadHistory', 'no history');
  expect(incompleteRun([], [unread, late, unread])).toMatchObject({
    message: 'IncompleteRun: UnreadHistory: no history. OutOfTime: iam:ListMFADevices was not asked',
    cause: unread,
  });
  expect(incompleteRun([{ name: 'alice', error: late }], [unread])).toMatchObject({
    message:
      'IncompleteRun: 1 user has no result of this run. alice: OutOfTime: iam:ListMFADevices was not asked. UnreadHistory: no history',
    cause: late,
  });
});

test('a problem that is the reason of a user without a result is told once', () => {
  const error = new ConsoleMfaError('Unconfirmed', 'by the test');
  expect(incompleteRun([{ name: 'alice', error }], [error])?.message).toBe(
    'IncompleteRun: 1 user has no result of this run. alice: Unconfirmed: by the test',
  );
});
