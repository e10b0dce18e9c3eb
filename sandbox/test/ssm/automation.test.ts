import type { Account } from '../../account/account';
import { putInlinePolicy } from '../../account/policies';
import { createRole, roleNamed } from '../../account/roles';
import type { Attempt } from '../../deploy/lambda/attempt';
import { Automation } from '../../ssm/automation';
import { emptyAccount, NOW } from '../support/served-account';

const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:greet';
const ROLE_ARN = 'arn:aws:iam::123456789012:role/Automation';
const WHO = { Role: [ROLE_ARN], Who: ['anna'] };

const DOCUMENT = {
  schemaVersion: '0.3',
  assumeRole: '{{ Role }}',
  parameters: {
    Role: { type: 'String' },
    Who: { type: 'String', allowedPattern: '^[a-z]+$' },
    Greeting: { type: 'String', default: 'hello', allowedValues: ['hello', 'hi'] },
  },
  mainSteps: [
    {
      name: 'Greet',
      action: 'aws:invokeLambdaFunction',
      inputs: { FunctionName: 'greet', InputPayload: { text: '{{Greeting}}, {{ Who }}: {{ global:DATE }}' } },
    },
  ],
  outputs: ['Greet.Payload'],
};

let account: Account;
let automation: Automation;
let invoked: unknown[];
let outcome: Attempt['outcome'];

beforeEach(() => {
  account = emptyAccount();
  invoked = [];
  outcome = { type: 'succeeded', result: { greeted: true } };
  automation = new Automation({
    account,
    now: () => NOW,
    invokeAndWait: async (functionArn, event) => {
      invoked.push([functionArn, event]);
      if (functionArn !== FUNCTION_ARN) return undefined;
      const times = { startedTime: NOW, initMs: undefined, durationMs: 1, peakMemory: undefined };
      return { ...times, log: ['a line'], outcome };
    },
  });
  automation.addDocument('greeting', DOCUMENT);
  role({ 'aws:SourceAccount': '123456789012' });
});

/** The automation's role, which Automation may take under a condition. */
function role(sources: Readonly<Record<string, string>>, service = 'ssm.amazonaws.com'): void {
  const statement = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: service },
    Condition: { StringLike: sources },
  };
  const assumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  account.roles.delete(account.roles.byKey('automation')?.roleId ?? '');
  createRole(account, { roleName: 'Automation', assumeRolePolicyDocument }, NOW);
  allow(FUNCTION_ARN);
}

function allow(Resource: string): void {
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource }],
  });
  putInlinePolicy(
    account,
    { type: 'role', record: roleNamed(account, 'Automation') },
    { policyName: 'Invoke', document },
  );
}

async function failureOf(parameters: Readonly<Record<string, readonly string[]>> = WHO) {
  const { status, failureMessage, outputs } = await automation.execute('greeting', parameters);
  expect({ status, outputs }).toEqual({ status: 'Failed', outputs: {} });
  return failureMessage;
}

test('an execution invokes the function with its parameters and gives the answer out', async () => {
  const execution = await automation.execute('greeting', WHO);
  expect(invoked).toEqual([[FUNCTION_ARN, { text: 'hello, anna: {{ global:DATE }}' }]]);
  expect(execution).toEqual({
    executionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    documentName: 'greeting',
    parameters: WHO,
    status: 'Success',
    startTime: NOW,
    failureMessage: undefined,
    outputs: { 'Greet.Payload': '{"greeted":true}' },
    steps: [
      {
        stepName: 'Greet',
        action: 'aws:invokeLambdaFunction',
        stepStatus: 'Success',
        startTime: NOW,
        endTime: NOW,
        failureMessage: undefined,
        outputs: { StatusCode: '200', Payload: '{"greeted":true}' },
        log: ['a line'],
      },
    ],
  });
  expect(automation.executions).toEqual([execution]);
});

test.each<[string, Readonly<Record<string, readonly string[]>>, string]>([
  ['that is missing', { Role: [ROLE_ARN] }, 'Parameter Who is required'],
  [
    'that the document does not have',
    { ...WHO, Whom: ['x'] },
    'Parameter Whom is not defined in the document',
  ],
  ['given two values', { ...WHO, Who: ['a', 'b'] }, 'Parameter Who is a String and was given 2 values'],
  [
    'of another pattern',
    { ...WHO, Who: ['7'] },
    'Parameter Who with the value 7 must match the pattern ^[a-z]+$',
  ],
  [
    'that is none of its values',
    { ...WHO, Greeting: ['hey'] },
    'Parameter Greeting with the value hey must be one of hello, hi',
  ],
])('a parameter %s fails the execution before anything is invoked', async (_name, parameters, message) => {
  expect(await failureOf(parameters)).toBe(message);
  expect(invoked).toEqual([]);
});

describe('the role', () => {
  const UNASSUMABLE = `The role ${ROLE_ARN} cannot be assumed by ssm.amazonaws.com`;

  test('that trusts Automation of this account and this kind of execution is taken', async () => {
    role({ 'aws:SourceArn': 'arn:aws:ssm:us-east-1:123456789012:automation-execution/*' });
    expect(await automation.execute('greeting', WHO)).toMatchObject({ status: 'Success' });
  });

  test.each<[string, () => void]>([
    ['that trusts another account', () => role({ 'aws:SourceAccount': '210987654321' })],
    [
      'that trusts something else of SSM',
      () => role({ 'aws:SourceArn': 'arn:aws:ssm:us-east-1:123456789012:x/*' }),
    ],
    ['that trusts another service', () => role({}, 'lambda.amazonaws.com')],
    ['that is gone', () => account.roles.delete(roleNamed(account, 'Automation').roleId)],
  ])('%s is not', async (_name, prepare) => {
    prepare();
    expect(await failureOf()).toBe(UNASSUMABLE);
    expect(invoked).toEqual([]);
  });

  test('that may not invoke the function fails the step', async () => {
    allow('arn:aws:lambda:us-east-1:123456789012:function:another');
    expect(await failureOf()).toMatch(
      /^Step Greet failed: User: arn:aws:sts::123456789012:assumed-role\/Automation\/Automation-\S+ is not authorized to perform: lambda:InvokeFunction on resource: \S+:greet because/,
    );
    expect(invoked).toEqual([]);
  });
});

test.each<[string, Attempt['outcome'], string]>([
  [
    'throws',
    { type: 'error', error: { errorType: 'NotAnna', errorMessage: 'who?' } },
    '{"errorType":"NotAnna","errorMessage":"who?"}',
  ],
  [
    'takes too long',
    { type: 'timeout', error: { errorType: 'Sandbox.Timedout', errorMessage: 'too late' } },
    '{"errorType":"Sandbox.Timedout","errorMessage":"too late"}',
  ],
])(
  'a function that %s does not fail the step: the error is an output of it',
  async (_name, given, payload) => {
    outcome = given;
    expect(await automation.execute('greeting', WHO)).toMatchObject({
      status: 'Success',
      outputs: { 'Greet.Payload': payload },
      steps: [
        {
          stepStatus: 'Success',
          outputs: { StatusCode: '200', FunctionError: 'Unhandled', Payload: payload },
          log: ['a line'],
        },
      ],
    });
  },
);

describe('a branch', () => {
  const [greet] = DOCUMENT.mainSteps;
  const assertion = (name: string, account_: string, more: object = {}) => ({
    name,
    action: 'aws:assertAwsResourceProperty',
    inputs: {
      Service: 'sts',
      Api: 'GetCallerIdentity',
      PropertySelector: '$.Account',
      DesiredValues: [account_],
    },
    ...more,
  });
  const branching = (inputs: object, more: object = {}) => ({
    ...DOCUMENT,
    mainSteps: [
      greet,
      { name: 'Branch', action: 'aws:branch', inputs, ...more },
      assertion('Refuse', 'not {{ Greet.Payload }}', { isEnd: true }),
      assertion('Accept', '123456789012'),
    ],
  });
  const choices = (NextStep: string, ...conditions: readonly object[]) => ({
    Choices: conditions.map((condition) => ({ NextStep, Variable: '{{ Greet.Payload }}', ...condition })),
  });

  async function stepsOf(content: object): Promise<readonly string[]> {
    automation.addDocument('branching', content);
    const { steps } = await automation.execute('branching', WHO);
    return steps.map(({ stepName, stepStatus }) => `${stepName} ${stepStatus}`);
  }

  test.each([
    ['contains the text', { Contains: '"greeted"' }, 'Accept Success'],
    ['equals the text', { StringEquals: '{"greeted":true}' }, 'Accept Success'],
    ['does not contain it', { Contains: 'refused' }, 'Refuse Failed'],
    ['equals it in part only', { StringEquals: '{"greeted"' }, 'Refuse Failed'],
  ])(
    'goes where the first true choice leads, or else to the default: the answer %s',
    async (_name, condition, last) => {
      const inputs = { ...choices('Accept', { Contains: 'nothing of this' }, condition), Default: 'Refuse' };
      expect(await stepsOf(branching(inputs))).toEqual(['Greet Success', 'Branch Success', last]);
    },
  );

  test('without a true choice and a default, goes on with the next step, unless it is the end', async () => {
    const inputs = choices('Accept', { Contains: 'nothing of this' });
    expect((await stepsOf(branching(inputs))).at(-1)).toBe('Refuse Failed');
    expect((await stepsOf(branching(inputs, { isEnd: true }))).at(-1)).toBe('Branch Success');
  });

  test('leads to an assertion that fails the execution, and shows what was desired', async () => {
    automation.addDocument('branching', branching(choices('Refuse', { Contains: 'greeted' })));
    expect(await automation.execute('branching', WHO)).toMatchObject({
      status: 'Failed',
      failureMessage:
        'Step Refuse failed: The value 123456789012 of the property is not one of the desired values: not {"greeted":true}',
    });
  });
});

test('a function that does not exist fails the step', async () => {
  const [step] = DOCUMENT.mainSteps;
  const gone = { ...step, inputs: { FunctionName: `${FUNCTION_ARN}-gone` } };
  automation.addDocument('greeting', { ...DOCUMENT, mainSteps: [gone] });
  allow('*');
  expect(await failureOf()).toBe(`Step Greet failed: Function not found: ${FUNCTION_ARN}-gone`);
});

test('a document that does not exist fails the execution', async () => {
  expect(await automation.execute('unknown', {})).toMatchObject({
    status: 'Failed',
    failureMessage: 'There is no document unknown',
  });
});

test.each([
  ['of another schema', { ...DOCUMENT, schemaVersion: '2.2' }, /schemaVersion/],
  ['without steps', { ...DOCUMENT, mainSteps: [] }, /mainSteps/],
  [
    'with an action that is not played',
    { ...DOCUMENT, mainSteps: [{ name: 'S', action: 'aws:executeScript', inputs: {} }] },
    /mainSteps.0.action/,
  ],
  [
    'with a step that leads back',
    { ...DOCUMENT, mainSteps: [{ ...DOCUMENT.mainSteps[0], nextStep: 'Greet' }] },
    /a step leads to one that does not follow it/,
  ],
  [
    'with a step that outlasts what SSM waits',
    { ...DOCUMENT, mainSteps: [{ ...DOCUMENT.mainSteps[0], timeoutSeconds: 301 }] },
    /mainSteps.0.timeoutSeconds/,
  ],
])('a document %s is refused', (_name, content, where) => {
  expect(() => automation.addDocument('bad', content)).toThrow(/^InvalidDocument: bad cannot be used/);
  expect(() => automation.addDocument('bad', content)).toThrow(where);
  expect(automation.hasDocument('bad')).toBe(false);
});
