import { AwsCallError, asProblem, ConsoleMfaError, quoted } from '../../../rule/core/errors';

test('an error says its code first, and keeps what caused it', () => {
  const cause = new Error('why');
  const error = new ConsoleMfaError('InvalidEvent', 'the event is empty', { cause });
  expect(error).toMatchObject({
    name: 'ConsoleMfaError',
    code: 'InvalidEvent',
    message: 'InvalidEvent: the event is empty',
    cause,
  });
});

test.each([
  ['throttled', 'was throttled until the time ran out; raise the timeout or run less often'],
  ['transient', 'failed every time it was tried; the next run asks again'],
  ['denied', 'is not allowed; grant the role this action'],
  ['missing', 'names something that does not exist'],
  ['refused', 'was refused'],
] as const)('a call that is %s says what to do', (failure, remedy) => {
  const error = new AwsCallError(failure, 'iam:ListUsers', 'Odd: no');
  expect(error).toMatchObject({
    name: 'AwsCallError',
    code: 'AwsCallFailed',
    failure,
    action: 'iam:ListUsers',
  });
  expect(error.message).toBe(`AwsCallFailed: iam:ListUsers ${remedy} (Odd: no)`);
});

test.each([
  ['alice', '"alice"'],
  ['a"b\n', '"a\\"b\\n"'],
  [7, '"7"'],
  [null, '"null"'],
  [undefined, '"undefined"'],
  [['x'], '"[\\"x\\"]"'],
  ['x'.repeat(80), `"${'x'.repeat(80)}"`],
  ['x'.repeat(81), `"${'x'.repeat(80)}…"`],
  ['🔑'.repeat(81), `"${'🔑'.repeat(80)}…"`],
])('%j is quoted as %s', (value, text) => {
  expect(quoted(value)).toBe(text);
});

test('a problem is an error of this project, a defect goes on up', () => {
  const error = new AwsCallError('denied', 'iam:ListUsers', 'no');
  expect(asProblem(error)).toBe(error);
  expect(() => asProblem(new TypeError('a defect'))).toThrow(new TypeError('a defect'));
});
