import {
  type Evaluation,
  GetComplianceDetailsByConfigRuleCommand,
  PutEvaluationsCommand,
  type PutEvaluationsRequest,
} from '@aws-sdk/client-config-service';
import { deleteRule } from '../../../account/config-rules';
import { refusalOf } from '../../support/served-account';
import { type ServedConfig, serveConfig } from '../../support/served-config';

let config: ServedConfig;

beforeEach(async () => {
  config = await serveConfig();
});

afterEach(() => config.close());

const FIRST = new Date('2027-01-15T11:00:00.000Z');
const SECOND = new Date('2027-01-15T11:30:00.500Z');

function evaluation(change: Partial<Evaluation> = {}): Evaluation {
  return {
    ComplianceResourceType: 'AWS::IAM::User',
    ComplianceResourceId: 'AIDAALICE',
    ComplianceType: 'COMPLIANT',
    OrderingTimestamp: FIRST,
    ...change,
  };
}

function put(evaluations: readonly Evaluation[], change: Partial<PutEvaluationsRequest> = {}) {
  return config.client.send(
    new PutEvaluationsCommand({ ResultToken: config.token(), Evaluations: [...evaluations], ...change }),
  );
}

async function stored() {
  const { EvaluationResults } = await config.client.send(
    new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'mfa', Limit: 100 }),
  );
  return EvaluationResults;
}

test('a result tells resource, compliance, annotation, and when it was ordered, invoked and recorded', async () => {
  const token = config.token();
  config.clock.advance(1500);
  await put([evaluation({ Annotation: 'Ünïcode – fine', OrderingTimestamp: SECOND })], {
    ResultToken: token,
  });
  expect(await stored()).toEqual([
    {
      EvaluationResultIdentifier: {
        EvaluationResultQualifier: {
          ConfigRuleName: 'mfa',
          ResourceType: 'AWS::IAM::User',
          ResourceId: 'AIDAALICE',
          EvaluationMode: 'DETECTIVE',
        },
        OrderingTimestamp: SECOND,
      },
      ComplianceType: 'COMPLIANT',
      Annotation: 'Ünïcode – fine',
      ConfigRuleInvokedTime: new Date('2027-01-15T12:00:00.000Z'),
      ResultRecordedTime: new Date('2027-01-15T12:00:01.500Z'),
    },
  ]);
});

test('a later evaluation of a resource replaces the earlier, an earlier one never the later', async () => {
  await put([evaluation({ OrderingTimestamp: SECOND, ComplianceType: 'NON_COMPLIANT' })]);
  await put([evaluation({ OrderingTimestamp: FIRST })]);
  expect(await stored()).toMatchObject([{ ComplianceType: 'NON_COMPLIANT' }]);
  await put([evaluation({ OrderingTimestamp: SECOND, Annotation: 'the same notification again' })]);
  expect(await stored()).toMatchObject([
    { ComplianceType: 'COMPLIANT', Annotation: 'the same notification again' },
  ]);
});

test('NOT_APPLICABLE takes the resource out, and a late evaluation does not bring it back', async () => {
  await put([evaluation(), evaluation({ ComplianceResourceId: 'AIDABOB' })]);
  await put([evaluation({ ComplianceType: 'NOT_APPLICABLE', OrderingTimestamp: SECOND })]);
  await put([evaluation({ OrderingTimestamp: FIRST })]);
  const results = await stored();
  expect(results).toHaveLength(1);
  expect(results).toMatchObject([
    { EvaluationResultIdentifier: { EvaluationResultQualifier: { ResourceId: 'AIDABOB' } } },
  ]);
});

test('results are per type and id', async () => {
  await put([evaluation(), evaluation({ ComplianceResourceType: 'AWS::::Account' })]);
  expect(await stored()).toHaveLength(2);
});

test('none are as good as a hundred, and 101 are too many', async () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => evaluation({ ComplianceResourceId: `AIDA${index}` }));
  await put([]);
  await put(many(100));
  expect(await stored()).toHaveLength(100);
  expect(await refusalOf(put(many(101)))).toMatchObject({ httpStatus: 400, code: 'ValidationException' });
});

test.each<[string, Partial<Evaluation>, string]>([
  ['an annotation of 257 characters', { Annotation: 'x'.repeat(257) }, 'ValidationException'],
  ['an empty annotation', { Annotation: '' }, 'ValidationException'],
  ['a resource id of 769 characters', { ComplianceResourceId: 'x'.repeat(769) }, 'ValidationException'],
  ['an empty resource type', { ComplianceResourceType: '' }, 'ValidationException'],
  ['a resource type of 257 characters', { ComplianceResourceType: 'x'.repeat(257) }, 'ValidationException'],
  ['INSUFFICIENT_DATA', { ComplianceType: 'INSUFFICIENT_DATA' }, 'InvalidParameterValueException'],
])('%s is refused, and nothing of the call is stored', async (_what, change, code) => {
  expect(
    await refusalOf(put([evaluation({ ComplianceResourceId: 'AIDABOB' }), evaluation(change)])),
  ).toMatchObject({
    code,
    httpStatus: 400,
  });
  expect(await stored()).toEqual([]);
});

test('an annotation of 256 characters and a resource id of 768 are stored', async () => {
  await put([evaluation({ Annotation: 'x'.repeat(256), ComplianceResourceId: 'y'.repeat(768) })]);
  expect(await stored()).toHaveLength(1);
});

test.each([
  ['was never issued', () => 'made up'],
  ['is the test token, without test mode', () => 'TESTMODE'],
])('a token that %s is refused', async (_what, token) => {
  expect(await refusalOf(put([evaluation()], { ResultToken: token() }))).toEqual({
    code: 'InvalidResultTokenException',
    message: 'The resultToken provided is invalid.',
    httpStatus: 400,
  });
});

test('a token is good for six hours', async () => {
  const token = config.token();
  config.clock.advance(6 * 3_600_000 - 1);
  await put([evaluation()], { ResultToken: token });
  config.clock.advance(1);
  expect(await refusalOf(put([evaluation()], { ResultToken: token }))).toMatchObject({
    code: 'InvalidResultTokenException',
  });
});

test('a token of a rule that was deleted is refused', async () => {
  const token = config.token();
  deleteRule(config.account.config, config.rule);
  expect(await refusalOf(put([evaluation()], { ResultToken: token }))).toMatchObject({
    code: 'NoSuchConfigRuleException',
  });
});

test('test mode checks the evaluations, stores nothing, and takes any token', async () => {
  await put([evaluation()], { ResultToken: 'TESTMODE', TestMode: true });
  expect(await stored()).toEqual([]);
  const bad = put([evaluation({ ComplianceType: 'INSUFFICIENT_DATA' })], {
    ResultToken: 'x',
    TestMode: true,
  });
  expect(await refusalOf(bad)).toMatchObject({ code: 'InvalidParameterValueException' });
});

test('evaluations that are made to fail are listed as they were, and the others are stored', async () => {
  config.refuses = ({ resourceId }) => resourceId === 'AIDABOB';
  const bob = evaluation({ ComplianceResourceId: 'AIDABOB', Annotation: 'about bob' });
  expect(await put([evaluation(), bob])).toMatchObject({ FailedEvaluations: [bob] });
  expect(await stored()).toHaveLength(1);
});

test('every evaluation that was stored is in the timeline, with what was held before', async () => {
  await put([evaluation()]);
  await put([evaluation({ ComplianceType: 'NON_COMPLIANT', OrderingTimestamp: SECOND })]);
  await put([evaluation({ OrderingTimestamp: FIRST })]);
  expect(
    config.account.config.timeline.map(({ configRuleName, resourceId, previousCompliance, compliance }) =>
      [configRuleName, resourceId, previousCompliance, compliance].join(' '),
    ),
  ).toEqual(['mfa AIDAALICE NOT_APPLICABLE COMPLIANT', 'mfa AIDAALICE COMPLIANT NON_COMPLIANT']);
});
