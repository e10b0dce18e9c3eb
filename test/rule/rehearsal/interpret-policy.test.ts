import type { PolicyDocument } from '../../../rule/policies/policy-document';
import { Undecided } from '../../../rule/rehearsal/answer';
import { type Denial, interpret } from '../../../rule/rehearsal/interpret-policy';
import type { PolicyRequest } from '../../../rule/rehearsal/request';

const USERNAME = `\${aws:username}`;
const NOT_TOLD = new Undecided('not told');
const DENIED: Denial = { type: 'denied', sid: 'S' };
const NOT_DENIED: Denial = { type: 'not-denied' };
const UNKNOWN: Denial = { type: 'unknown', reason: 'not told' };
const unknown = (reason: string): Denial => ({ type: 'unknown', reason });

type Parts = Readonly<Record<string, unknown>>;

function deny(...statements: readonly Parts[]): PolicyDocument {
  const Statement = statements.map((parts) => ({
    Sid: 'S',
    Effect: 'Deny',
    ...('NotAction' in parts ? {} : { Action: ['*'] }),
    ...('NotResource' in parts ? {} : { Resource: ['*'] }),
    ...parts,
  }));
  // Also what no type allows: the interpreter does not trust the document.
  return { Version: '2012-10-17', Statement } as unknown as PolicyDocument;
}

interface Facts {
  readonly action?: string | Undecided;
  readonly resource?: string | Undecided;
  readonly context?: Readonly<Record<string, string | null | Undecided>>;
}

function decide(policy: PolicyDocument, facts: Facts = {}): Denial {
  const { action = 's3:GetObject', resource = 'arn:aws:s3:::bucket/key', context = {} } = facts;
  const request: PolicyRequest = {
    action,
    resource,
    context: (key) => (key in context ? (context[key] ?? null) : new Undecided(`no ${key}`)),
  };
  return interpret(policy, request);
}

describe('actions', () => {
  test.each([
    ['s3:GetObject', DENIED],
    ['S3:getobject', DENIED],
    ['s3:Get*', DENIED],
    ['*', DENIED],
    ['s3:GetObjec?', DENIED],
    ['s3:GetObject?', NOT_DENIED],
    ['s3:Get', NOT_DENIED],
    ['s3.GetObject', NOT_DENIED],
    ['GetObject', NOT_DENIED],
  ])('Action %s', (pattern, expected) => {
    expect(decide(deny({ Action: ['ec2:*', pattern] }))).toEqual(expected);
    expect(decide(deny({ NotAction: ['ec2:*', pattern] }))).toEqual(
      expected === DENIED ? NOT_DENIED : DENIED,
    );
  });

  test('one that is not known is undecided', () => {
    expect(decide(deny({}), { action: NOT_TOLD })).toEqual(UNKNOWN);
  });

  test('are remembered for each statement', () => {
    const policy = deny({ Action: ['s3:GetObject'], Sid: 'Get' }, { Action: ['s3:PutObject'], Sid: 'Put' });
    const actions = ['s3:PutObject', 's3:GetObject', 's3:PutObject', 's3:ListBucket'];
    expect(actions.map((action) => decide(policy, { action }))).toEqual([
      { type: 'denied', sid: 'Put' },
      { type: 'denied', sid: 'Get' },
      { type: 'denied', sid: 'Put' },
      NOT_DENIED,
    ]);
  });
});

describe('resources', () => {
  const anna = { 'aws:username': 'anna.b' };
  test.each([
    [`arn:aws:iam::*:user/${USERNAME}`, 'arn:aws:iam::123456789012:user/anna.b', true],
    [`arn:aws:iam::*:user/${USERNAME}`, 'arn:aws:iam::123456789012:user/annaxb', false],
    [`arn:aws:iam::*:user/${USERNAME}`, 'arn:aws:iam::123456789012:user/staff/anna.b', false],
    [`arn:aws:iam::*:user/*/${USERNAME}`, 'arn:aws:iam::123456789012:user/staff/x/anna.b', true],
    [`arn:aws:iam::*:user/*/${USERNAME}`, 'arn:aws:iam::123456789012:user/anna.b', false],
    [`arn:aws:iam::*:user/${USERNAME}`, 'arn:aws:iam::123456789012:user/Anna.b', false],
    ['arn:aws:iam::*:user/x', 'arn:aws:iam::1:2:user/x', false],
    ['arn:aws:iam::?:user/x', 'arn:aws:iam::1:user/x', true],
    ['arn:aws:iam::?:user/x', 'arn:aws:iam:::user/x', false],
    ['arn:aws:logs:*:*:*', 'arn:aws:logs:us-east-1:123456789012:log-group:a', true],
    ['*', '*', true],
    ['arn:aws:iam::*:mfa/*', '*', false],
    ['a$b', 'a$b', true],
    ['a$b', 'ab', false],
  ])('%s and %s: %s', (pattern, resource, isOne) => {
    const facts = { resource, context: anna };
    expect(decide(deny({ Resource: ['arn:x', pattern] }), facts)).toEqual(isOne ? DENIED : NOT_DENIED);
    expect(decide(deny({ NotResource: ['arn:x', pattern] }), facts)).toEqual(isOne ? NOT_DENIED : DENIED);
  });

  test('a name with wildcards stands for itself', () => {
    const policy = deny({ Resource: [`arn:aws:iam::*:user/${USERNAME}`] });
    const context = { 'aws:username': 'a*' };
    expect(decide(policy, { resource: 'arn:aws:iam::1:user/abc', context })).toEqual(NOT_DENIED);
    expect(decide(policy, { resource: 'arn:aws:iam::1:user/a*', context })).toEqual(DENIED);
  });

  test('a variable without a value matches nothing', () => {
    const facts = { resource: 'arn:aws:iam::1:user/', context: { 'aws:username': null } };
    expect(decide(deny({ Resource: [`arn:aws:iam::*:user/${USERNAME}`] }), facts)).toEqual(NOT_DENIED);
    expect(decide(deny({ NotResource: [`arn:aws:iam::*:user/${USERNAME}`] }), facts)).toEqual(DENIED);
  });

  test('a variable that is not known is undecided', () => {
    expect(decide(deny({ Resource: [`arn:aws:s3:::\${aws:userid}`] }))).toEqual(unknown('no aws:userid'));
  });

  test('a resource that is not known is undecided, but for a pattern of all', () => {
    expect(decide(deny({}), { resource: NOT_TOLD })).toEqual(DENIED);
    expect(decide(deny({ Resource: ['arn:aws:s3:::bucket/*'] }), { resource: NOT_TOLD })).toEqual(UNKNOWN);
    expect(decide(deny({ NotResource: ['arn:aws:s3:::bucket/*'] }), { resource: NOT_TOLD })).toEqual(UNKNOWN);
    expect(decide(deny({ NotResource: ['arn:aws:s3:::bucket/*', '*'] }), { resource: NOT_TOLD })).toEqual(
      NOT_DENIED,
    );
  });
});

describe('conditions', () => {
  test.each([
    ['Bool', 'false', 'false', true],
    ['Bool', 'False', 'false', true],
    ['Bool', 'true', 'false', false],
    ['Bool', null, 'false', false],
    ['BoolIfExists', 'false', 'false', true],
    ['BoolIfExists', 'true', 'false', false],
    ['BoolIfExists', null, 'false', true],
    ['Null', null, 'true', true],
    ['Null', 'x', 'true', false],
    ['Null', null, 'false', false],
    ['Null', 'x', 'false', true],
    ['DateGreaterThanEquals', '2027-02-01T00:00:00Z', '2027-02-01T00:00:00Z', true],
    ['DateGreaterThanEquals', '2027-01-31T23:59:59Z', '2027-02-01T00:00:00Z', false],
    ['DateGreaterThanEquals', '2027-02-01T00:00:01Z', '2027-02-01T00:00:00Z', true],
    ['DateGreaterThanEquals', '2027-02-01T00:00:00Z', '2027-02-01T01:00:00+01:00', true],
    ['DateGreaterThanEquals', null, '2027-02-01T00:00:00Z', false],
  ])('%s of %s and %s: %s', (operator, value, wanted, holds) => {
    const policy = deny({ Condition: { [operator]: { key: wanted } } });
    expect(decide(policy, { context: { key: value } })).toEqual(holds ? DENIED : NOT_DENIED);
    expect(decide(policy, { context: { key: NOT_TOLD } })).toEqual(UNKNOWN);
    expect(decide(policy)).toEqual(unknown('no key'));
  });

  test('all of them must hold', () => {
    const policy = deny({ Condition: { Bool: { a: 'true', b: 'true' }, Null: { c: 'true' } } });
    const holding = { a: 'true', b: 'true', c: null };
    expect(decide(policy, { context: holding })).toEqual(DENIED);
    expect(decide(policy, { context: { ...holding, a: 'false' } })).toEqual(NOT_DENIED);
    expect(decide(policy, { context: { ...holding, b: 'false' } })).toEqual(NOT_DENIED);
    expect(decide(policy, { context: { ...holding, c: '' } })).toEqual(NOT_DENIED);
  });

  test.each(['DateLessThan', 'StringEquals', 'ForAnyValue:StringLike', 'bool', 'constructor'])(
    'an operator that it does not know (%s) is undecided',
    (operator) => {
      const policy = deny({ Condition: { [operator]: { key: 'x' } } });
      expect(decide(policy, { context: { key: 'x' } })).toEqual(
        unknown(`the policy has the condition operator ${operator}`),
      );
    },
  );

  test('a list of values is undecided', () => {
    const policy = deny({ Condition: { Bool: { key: ['true', 'false'] } } });
    expect(decide(policy, { context: { key: 'true' } })).toEqual(
      unknown('the policy has a list of values for Bool'),
    );
  });
});

describe('what is undecided does not matter where something else decides', () => {
  const context = { known: 'true', open: NOT_TOLD };

  test('in a statement: another condition, the action, the resource', () => {
    const open = { Bool: { open: 'true', known: 'false' } };
    expect(decide(deny({ Condition: open }), { context })).toEqual(NOT_DENIED);
    expect(decide(deny({ Action: ['ec2:*'], Condition: { Bool: { open: 'true' } } }), { context })).toEqual(
      NOT_DENIED,
    );
    expect(decide(deny({ Resource: ['arn:x'], Condition: { Bool: { open: 'true' } } }), { context })).toEqual(
      NOT_DENIED,
    );
    expect(decide(deny({ Action: ['ec2:*'], NotPrincipal: '*' }))).toEqual(NOT_DENIED);
  });

  test('in a policy: a statement that denies', () => {
    const open = { Sid: 'Open', Condition: { Bool: { open: 'true' } } };
    expect(decide(deny(open, { Sid: 'Closed' }), { context })).toEqual({ type: 'denied', sid: 'Closed' });
    expect(decide(deny({ Sid: 'Closed' }, open), { context })).toEqual({ type: 'denied', sid: 'Closed' });
    expect(decide(deny({ Action: ['ec2:*'] }, open), { context })).toEqual(UNKNOWN);
  });
});

test('an element that it does not know is undecided', () => {
  expect(decide(deny({ NotPrincipal: '*' }))).toEqual(unknown('the policy has the element NotPrincipal'));
});

test('a statement that allows denies nothing', () => {
  expect(decide(deny({ Effect: 'Allow' }))).toEqual(NOT_DENIED);
});
