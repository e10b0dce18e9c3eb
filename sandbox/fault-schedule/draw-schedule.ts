import * as fc from 'fast-check';
import type { Account } from '../account/account';
import {
  type AccountChange,
  type CallFault,
  CHANGE_KINDS,
  type Effect,
  type FaultSchedule,
  type FunctionFault,
} from './fault-schedule';

/** A schedule for an account, always the same one for the same seed and users. */
export function drawSchedule(seed: number, account: Account): FaultSchedule {
  const userNames = [...account.users].map(({ userName }) => userName);
  const [schedule = { seed, rules: [] }] = fc.sample(schedules(seed, userNames), { numRuns: 1, seed });
  return schedule;
}

/**
 * Two to six faults of calls, up to four changes of users and now and then one of the function.
 *
 * IAM's list of users lags only in the first calls: a client whose last list is out of date has nothing that
 * contradicts it.
 */
function schedules(seed: number, userNames: readonly string[]): fc.Arbitrary<FaultSchedule> {
  const userName = fc.constantFrom(...(userNames.length === 0 ? ['nobody'] : userNames));
  return fc
    .tuple(
      fc.array(callFault(userName), { minLength: 2, maxLength: 6 }),
      fc.array(accountChange(userName), { maxLength: 4 }),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: functionFault.map((one) => [one]) },
      ),
    )
    .map(([calls, changes, functions]) => ({ seed, rules: [...calls, ...changes, ...functions] }));
}

const failures: readonly Effect[] = (
  [
    'Throttling',
    'ServiceFailure',
    'ServiceUnavailable',
    'AccessDenied',
    'cut',
    'cut-answer',
    'lost-answer',
  ] as const
).map((kind) => ({ kind }));

const anyEffect: fc.Arbitrary<Effect> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...failures) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('slow'), value: fc.integer({ min: 50, max: 1_500 }) }),
  },
);

const listEffect: fc.Arbitrary<Effect> = fc.oneof(
  { weight: 4, arbitrary: anyEffect },
  { weight: 1, arbitrary: fc.constant({ kind: 'empty-page' }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('short-pages'), value: fc.integer({ min: 1, max: 9 }) }),
  },
);

const lag: fc.Arbitrary<Effect> = fc.record({
  kind: fc.constant('lag'),
  value: fc.integer({ min: 1, max: 8 }),
});

const denied = fc.constant<Effect>({ kind: 'AccessDenied' });

const submissionEffect: fc.Arbitrary<Effect> = fc.oneof(
  { weight: 2, arbitrary: anyEffect },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('failed-evaluations'), value: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'InvalidResultToken' }) },
);

/** Some calls, or each with some chance, or all from some call on, of an action that comes at most so often. */
function share(most: number): fc.Arbitrary<Pick<CallFault, 'after' | 'times' | 'chance'>> {
  const after = fc.oneof(fc.constant(0), fc.nat({ max: most }));
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ after, times: fc.integer({ min: 1, max: 6 }) }) },
    { weight: 2, arbitrary: fc.record({ chance: fc.constantFrom(0.2, 0.5) }) },
    { weight: 1, arbitrary: fc.record({ after }) },
  );
}

function callFault(userName: fc.Arbitrary<string>): fc.Arbitrary<CallFault> {
  const on = fc.constant<'call'>('call');
  const strike = (actions: readonly string[], most: number, effect: fc.Arbitrary<Effect>) =>
    fc
      .tuple(fc.record({ on, action: fc.constantFrom(...actions), effect }), share(most))
      .map(([fault, some]): CallFault => ({ ...fault, ...some }));
  const passing = (fault: CallFault) => ({ times: 2, ...fault });
  const question = strike(['iam:GetLoginProfile', 'iam:ListMFADevices', 'iam:ListUserTags'], 8, anyEffect);
  const asked = fc
    .tuple(question, userName)
    .map(([{ after: _, ...fault }, name]) => ({ ...fault, userName: name }));
  const any = ['iam:*', 'config:*', 'iam:GetAccountSummary'];
  const results = ['config:GetComplianceDetailsByConfigRule'];
  return fc
    .oneof(
      { weight: 4, arbitrary: question },
      { weight: 3, arbitrary: asked },
      { weight: 4, arbitrary: strike(['iam:ListUsers'], 3, listEffect).map(passing) },
      {
        weight: 3,
        arbitrary: strike(
          ['iam:ListVirtualMFADevices', 'iam:GetGroup'],
          1,
          fc.oneof(listEffect, lag, denied),
        ),
      },
      { weight: 1, arbitrary: strike(any, 20, anyEffect).map(passing) },
      { weight: 2, arbitrary: strike(results, 1, listEffect) },
      { weight: 4, arbitrary: strike(['config:PutEvaluations'], 1, submissionEffect) },
      {
        weight: 1,
        arbitrary: fc.record({
          on,
          action: fc.constant('iam:ListUsers'),
          times: fc.constant(1),
          effect: lag,
        }),
      },
    )
    .map(endless);
}

/** A list whose pages are empty for ever has no end. */
function endless(fault: CallFault): CallFault {
  return fault.effect.kind === 'empty-page' ? { times: 3, ...fault } : fault;
}

/** Nobody ever takes back a name that was given up: nothing in IAM's answers would tell. */
function accountChange(userName: fc.Arbitrary<string>): fc.Arbitrary<AccountChange> {
  const beforeCall = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 40 }));
  const number = fc.nat({ max: 999 });
  return fc
    .tuple(fc.constantFrom(...CHANGE_KINDS), userName, beforeCall, number)
    .map(([change, name, call, n]) => ({
      on: 'account',
      beforeCall: call,
      userName: change === 'create' ? `newcomer-${n}` : name,
      change,
      ...(change === 'rename' && { newUserName: `renamed-${n}` }),
    }));
}

const functionFault: fc.Arbitrary<FunctionFault> = fc.oneof(
  fc.record({ on: fc.constant<'function'>('function'), timeoutSeconds: fc.constantFrom(3, 4) }),
  fc.record({ on: fc.constant<'function'>('function'), againAfterMs: fc.constantFrom(0, 30_000) }),
);
