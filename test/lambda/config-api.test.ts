import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { configApi } from '../../lambda/config-api';
import type { ConfigApi, Submission } from '../../lambda/ports';
import { CANNED_CLIENT, type Canned, CannedAws } from '../support/canned-aws';
import { rejectionOf } from '../support/thrown';

const aws = new CannedAws();
let config: ConfigApi;
let client: ConfigServiceClient;

beforeAll(async () => {
  client = new ConfigServiceClient({ ...CANNED_CLIENT, endpoint: await aws.open() });
  config = configApi(client);
});

afterAll(async () => {
  client.destroy();
  await aws.close();
});

const SECOND = 1_000;
const json = (body: unknown, status = 200): Canned => ({ status, body: JSON.stringify(body) });
const errorOf = (status: number, type: string) =>
  json({ __type: type, message: 'as the test wants it' }, status);
const list = (token?: string) => config.listResults('console-mfa', token, SECOND);

const RESULT = {
  EvaluationResultIdentifier: {
    EvaluationResultQualifier: {
      ConfigRuleName: 'console-mfa',
      ResourceType: 'AWS::IAM::User',
      ResourceId: 'AIDAALICE',
    },
    OrderingTimestamp: 1_800_000_000.123,
  },
  ComplianceType: 'NON_COMPLIANT',
  ResultRecordedTime: 1_800_000_001,
  ConfigRuleInvokedTime: 1_800_000_002,
  Annotation: 'to do',
};

const SUBMISSION: Submission = {
  evaluations: [
    {
      resourceType: 'AWS::IAM::User',
      resourceId: 'AIDAALICE',
      compliance: 'NON_COMPLIANT',
      annotation: 'to do',
    },
    {
      resourceType: 'AWS::::Account',
      resourceId: '123456789012',
      compliance: 'COMPLIANT',
      annotation: 'fine',
    },
  ],
  orderingTimestamp: new Date('2027-01-15T11:59:58.123Z'),
  resultToken: 'token',
  testMode: false,
};

describe('results', () => {
  test('are read as AWS Config holds them', async () => {
    aws.answer = json({
      EvaluationResults: [RESULT, { ...RESULT, ComplianceType: 'COMPLIANT', Annotation: undefined }],
    });
    expect(await list()).toEqual({
      items: [
        {
          resourceType: 'AWS::IAM::User',
          resourceId: 'AIDAALICE',
          compliance: 'NON_COMPLIANT',
          annotation: 'to do',
          orderingTimestamp: 1_800_000_000_123,
        },
        {
          resourceType: 'AWS::IAM::User',
          resourceId: 'AIDAALICE',
          compliance: 'COMPLIANT',
          annotation: undefined,
          orderingTimestamp: 1_800_000_000_123,
        },
      ],
    });
    expect(aws.requests.at(-1)?.target).toBe('StarlingDoveService.GetComplianceDetailsByConfigRule');
    expect(JSON.parse(aws.requests.at(-1)?.body ?? '')).toEqual({
      ConfigRuleName: 'console-mfa',
      ComplianceTypes: ['COMPLIANT', 'NON_COMPLIANT'],
      Limit: 100,
    });
  });

  test('go on with the token of the next page', async () => {
    aws.answer = json({ EvaluationResults: [], NextToken: 'two' });
    expect(await list('one')).toEqual({ items: [], next: 'two' });
    expect(JSON.parse(aws.requests.at(-1)?.body ?? '')).toMatchObject({ NextToken: 'one' });
  });

  test('end where the token is empty', async () => {
    aws.answer = json({ EvaluationResults: [], NextToken: '' });
    expect(await list()).toEqual({ items: [] });
  });

  test.each<[string, unknown, string]>([
    ['results', {}, 'EvaluationResults'],
    [
      'an identifier',
      { EvaluationResults: [{ ...RESULT, EvaluationResultIdentifier: undefined }] },
      'EvaluationResultIdentifier',
    ],
    [
      'a qualifier',
      { EvaluationResults: [{ ...RESULT, EvaluationResultIdentifier: { OrderingTimestamp: 1 } }] },
      'EvaluationResultQualifier',
    ],
    [
      'a resource type',
      {
        EvaluationResults: [
          {
            EvaluationResultIdentifier: {
              OrderingTimestamp: 1,
              EvaluationResultQualifier: { ResourceId: 'x' },
            },
          },
        ],
      },
      'ResourceType',
    ],
    [
      'a resource id',
      {
        EvaluationResults: [
          {
            EvaluationResultIdentifier: {
              OrderingTimestamp: 1,
              EvaluationResultQualifier: { ResourceType: 'x' },
            },
          },
        ],
      },
      'ResourceId',
    ],
    [
      'an ordering timestamp',
      {
        EvaluationResults: [
          {
            ...RESULT,
            EvaluationResultIdentifier: {
              EvaluationResultQualifier: RESULT.EvaluationResultIdentifier.EvaluationResultQualifier,
            },
          },
        ],
      },
      'OrderingTimestamp',
    ],
    ['a compliance', { EvaluationResults: [{ ...RESULT, ComplianceType: undefined }] }, 'ComplianceType'],
  ])('without %s are no answer', async (_name, answer, member) => {
    aws.answer = json(answer);
    expect((await rejectionOf(list())).message).toBe(
      `AwsCallFailed: config:GetComplianceDetailsByConfigRule failed every time it was tried; the next run asks again (the answer lacks ${member})`,
    );
  });
});

describe('evaluations', () => {
  test('are submitted with the ordering timestamp and the token of the run', async () => {
    aws.answer = json({ FailedEvaluations: [] });
    expect(await config.putEvaluations(SUBMISSION, SECOND)).toEqual([]);
    expect(aws.requests.at(-1)?.target).toBe('StarlingDoveService.PutEvaluations');
    expect(JSON.parse(aws.requests.at(-1)?.body ?? '')).toEqual({
      Evaluations: [
        {
          ComplianceResourceType: 'AWS::IAM::User',
          ComplianceResourceId: 'AIDAALICE',
          ComplianceType: 'NON_COMPLIANT',
          Annotation: 'to do',
          OrderingTimestamp: 1_800_014_398.123,
        },
        {
          ComplianceResourceType: 'AWS::::Account',
          ComplianceResourceId: '123456789012',
          ComplianceType: 'COMPLIANT',
          Annotation: 'fine',
          OrderingTimestamp: 1_800_014_398.123,
        },
      ],
      ResultToken: 'token',
    });
  });

  test('of a trial run say so', async () => {
    aws.answer = json({});
    expect(await config.putEvaluations({ ...SUBMISSION, evaluations: [], testMode: true }, SECOND)).toEqual(
      [],
    );
    expect(JSON.parse(aws.requests.at(-1)?.body ?? '')).toEqual({
      Evaluations: [],
      ResultToken: 'token',
      TestMode: true,
    });
  });

  test('that were not taken are told, those without a name too', async () => {
    aws.answer = json({
      FailedEvaluations: [
        { ComplianceResourceType: 'AWS::IAM::User', ComplianceResourceId: 'AIDAALICE' },
        {},
      ],
    });
    expect(await config.putEvaluations(SUBMISSION, SECOND)).toEqual([
      { resourceType: 'AWS::IAM::User', resourceId: 'AIDAALICE' },
      { resourceType: '', resourceId: '' },
    ]);
  });
});

describe('a failure', () => {
  test.each<[string, Canned, string]>([
    ['a throttle', errorOf(400, 'ThrottlingException'), 'throttled'],
    ['too many requests', errorOf(429, 'TooManyRequestsException'), 'throttled'],
    ['a failure of the service', errorOf(500, 'InternalFailure'), 'transient'],
    ['no permission', errorOf(400, 'AccessDeniedException'), 'denied'],
    ['a token that is not valid', errorOf(400, 'InvalidResultTokenException'), 'refused'],
    ['a rule that is not there', errorOf(400, 'NoSuchConfigRuleException'), 'refused'],
    ['a connection cut before the answer', 'cut before the answer', 'transient'],
    ['a connection cut in the middle', { cutAfter: '{"FailedEvaluations":' }, 'transient'],
    ['an answer that is not JSON', { body: '<html>' }, 'transient'],
  ])('%s', async (_name, answer, failure) => {
    aws.answer = answer;
    expect(await rejectionOf(config.putEvaluations(SUBMISSION, SECOND))).toMatchObject({
      code: 'AwsCallFailed',
      action: 'config:PutEvaluations',
      failure,
    });
  });

  test('that takes too long is transient', async () => {
    aws.answer = 'silence';
    expect(await rejectionOf(config.putEvaluations(SUBMISSION, 20))).toMatchObject({ failure: 'transient' });
  });
});
