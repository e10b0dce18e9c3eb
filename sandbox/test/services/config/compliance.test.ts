import {
  DescribeComplianceByConfigRuleCommand,
  GetComplianceDetailsByConfigRuleCommand,
  type GetComplianceDetailsByConfigRuleRequest,
  GetComplianceDetailsByResourceCommand,
  GetComplianceSummaryByConfigRuleCommand,
} from '@aws-sdk/client-config-service';
import type { Compliance } from '../../../account/evaluation-result';
import { recordEvaluation } from '../../../account/evaluation-results';
import { NOW, refusalOf } from '../../support/served-account';
import { type ServedConfig, serveConfig } from '../../support/served-config';

let config: ServedConfig;

beforeEach(async () => {
  config = await serveConfig();
});

afterEach(() => config.close());

/** Stores results of users `AIDA000`, `AIDA001` … */
function store(...compliances: readonly Compliance[]): void {
  compliances.forEach((compliance, index) => {
    const resourceId = `AIDA${String(index).padStart(3, '0')}`;
    recordEvaluation(
      config.account.config,
      config.rule,
      {
        resourceType: 'AWS::IAM::User',
        resourceId,
        compliance,
        annotation: undefined,
        orderingTimestamp: NOW,
      },
      NOW,
      NOW,
    );
  });
}

async function page(request: Partial<GetComplianceDetailsByConfigRuleRequest> = {}) {
  const { EvaluationResults = [], NextToken } = await config.client.send(
    new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'mfa', ...request }),
  );
  const ids = EvaluationResults.map(
    ({ EvaluationResultIdentifier }) => EvaluationResultIdentifier?.EvaluationResultQualifier?.ResourceId,
  );
  return { ids, NextToken };
}

test('a page holds 10 results unless more are asked for, and 100 at most', async () => {
  store(...Array.from({ length: 205 }, (): Compliance => 'COMPLIANT'));
  expect((await page()).ids).toHaveLength(10);
  expect((await page({ Limit: 0 })).ids).toHaveLength(10);
  expect((await page({ Limit: 100 })).ids).toHaveLength(100);
  expect(await refusalOf(page({ Limit: 101 }))).toMatchObject({
    httpStatus: 400,
    code: 'ValidationException',
  });
});

test('pages go on where the last one ended, and the last has no token', async () => {
  store(...Array.from({ length: 205 }, (): Compliance => 'COMPLIANT'));
  const first = await page({ Limit: 100 });
  const second = await page({ Limit: 100, NextToken: first.NextToken });
  const third = await page({ Limit: 100, NextToken: second.NextToken });
  expect([first.ids.at(-1), second.ids[0], second.ids.at(-1), third.ids[0], third.ids.at(-1)]).toEqual([
    'AIDA099',
    'AIDA100',
    'AIDA199',
    'AIDA200',
    'AIDA204',
  ]);
  expect(third.NextToken).toBeUndefined();
});

test('results can be asked for by their compliance', async () => {
  store('COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'COMPLIANT');
  expect((await page()).ids).toEqual(['AIDA000', 'AIDA001', 'AIDA003']);
  expect((await page({ ComplianceTypes: ['NON_COMPLIANT'] })).ids).toEqual(['AIDA001']);
  expect((await page({ ComplianceTypes: ['COMPLIANT', 'NON_COMPLIANT'] })).ids).toHaveLength(3);
  expect((await page({ ComplianceTypes: ['NOT_APPLICABLE'] })).ids).toEqual([]);
  expect(await refusalOf(page({ ComplianceTypes: ['INSUFFICIENT_DATA'] }))).toMatchObject({
    code: 'InvalidParameterValueException',
  });
});

test('a token that AWS Config did not give is refused', async () => {
  expect(await refusalOf(page({ NextToken: 'made-up' }))).toMatchObject({
    code: 'InvalidNextTokenException',
  });
});

test('a rule that does not exist is refused, and a name longer than 64 characters is invalid', async () => {
  expect(await refusalOf(page({ ConfigRuleName: 'other' }))).toEqual({
    code: 'NoSuchConfigRuleException',
    message: "The ConfigRule 'other' provided in the request is invalid. Please check the configRule name.",
    httpStatus: 400,
  });
  expect(await refusalOf(page({ ConfigRuleName: 'x'.repeat(65) }))).toMatchObject({
    code: 'ValidationException',
  });
});

test('the results of a resource, whatever the rule', async () => {
  store('COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE');
  const ask = async (ResourceId: string) => {
    const { EvaluationResults } = await config.client.send(
      new GetComplianceDetailsByResourceCommand({ ResourceType: 'AWS::IAM::User', ResourceId }),
    );
    return EvaluationResults?.map(({ ComplianceType }) => ComplianceType);
  };
  expect(await ask('AIDA001')).toEqual(['NON_COMPLIANT']);
  expect(await ask('AIDA002')).toEqual([]);
  expect(await ask('AIDA999')).toEqual([]);
});

async function ruleCompliance() {
  const { ComplianceByConfigRules } = await config.client.send(new DescribeComplianceByConfigRuleCommand({}));
  return ComplianceByConfigRules?.map(({ Compliance }) => Compliance);
}

test.each<[string, readonly Compliance[], unknown]>([
  ['no results', [], { ComplianceType: 'INSUFFICIENT_DATA' }],
  ['results that are all NOT_APPLICABLE', ['NOT_APPLICABLE'], { ComplianceType: 'INSUFFICIENT_DATA' }],
  ['compliant results alone', ['COMPLIANT', 'NOT_APPLICABLE'], { ComplianceType: 'COMPLIANT' }],
  [
    'two non-compliant results',
    ['COMPLIANT', 'NON_COMPLIANT', 'NON_COMPLIANT'],
    { ComplianceType: 'NON_COMPLIANT', ComplianceContributorCount: { CappedCount: 2, CapExceeded: false } },
  ],
  [
    '26 non-compliant results',
    Array.from({ length: 26 }, (): Compliance => 'NON_COMPLIANT'),
    { ComplianceType: 'NON_COMPLIANT', ComplianceContributorCount: { CappedCount: 25, CapExceeded: true } },
  ],
])('a rule with %s', async (_what, compliances, expected) => {
  store(...compliances);
  expect(await ruleCompliance()).toEqual([expected]);
});

test('the summary counts rules', async () => {
  store('COMPLIANT', 'NON_COMPLIANT');
  const { ComplianceSummary } = await config.client.send(new GetComplianceSummaryByConfigRuleCommand({}));
  expect(ComplianceSummary).toEqual({
    CompliantResourceCount: { CappedCount: 0, CapExceeded: false },
    NonCompliantResourceCount: { CappedCount: 1, CapExceeded: false },
    ComplianceSummaryTimestamp: NOW,
  });
});

test('rules can be asked for by their compliance', async () => {
  const ask = async (type: 'COMPLIANT' | 'INSUFFICIENT_DATA') => {
    const { ComplianceByConfigRules } = await config.client.send(
      new DescribeComplianceByConfigRuleCommand({ ConfigRuleNames: ['mfa'], ComplianceTypes: [type] }),
    );
    return ComplianceByConfigRules?.length;
  };
  expect([await ask('COMPLIANT'), await ask('INSUFFICIENT_DATA')]).toEqual([0, 1]);
});
