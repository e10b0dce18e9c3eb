import type { Account } from '../../account/account';
import type { ConfigRule } from '../../account/config-rule';
import type { EvaluationResult } from '../../account/evaluation-result';
import { shownResults } from '../../account/evaluation-results';
import { ServiceError } from '../../errors';
import type { Action, Service } from '../../service';

/** A finding in the AWS Security Finding Format, as far as AWS Config's are played. */
export interface Finding {
  readonly Id: string;
  readonly GeneratorId: string;
  readonly ProductName: string;
  readonly Title: string;
  readonly RecordState: 'ACTIVE' | 'ARCHIVED';
  readonly UpdatedAt: string;
  readonly Compliance: { readonly Status: 'FAILED' | 'PASSED' };
  readonly Resources: readonly { readonly Type: string; readonly Id: string }[];
}

interface StringFilter {
  readonly Value?: string;
  readonly Comparison?: string;
}

interface GetFindingsInput {
  readonly Filters?: Readonly<Record<string, readonly StringFilter[]>>;
}

/** AWS Security Hub CSPM, already enabled: the findings that AWS Config sends it. */
export const securityHubService: Service = {
  name: 'securityhub',
  actionPrefix: 'securityhub',
  actions: { GetFindings: getFindings() },
};

/** In one page. Filters compare whole strings. */
function getFindings(): Action<GetFindingsInput, { readonly Findings: readonly Finding[] }> {
  return {
    resources: () => ['*'],
    run({ Filters = {} }, { account, now }) {
      const all = [...account.config.rules].flatMap((rule) =>
        shownResults(account.config, rule)
          .filter(({ resultRecordedTime }) => now.getTime() - resultRecordedTime.getTime() >= DELAY_MS)
          .map((result) => toFinding(account, rule, result)),
      );
      return { Findings: all.filter((finding) => matches(finding, Filters)) };
    },
  };
}

/** "Security Hub CSPM usually receives new findings within five minutes." */
const DELAY_MS = 5 * 60_000;

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-internal-providers.html */
function toFinding(account: Account, rule: ConfigRule, result: EvaluationResult): Finding {
  return {
    Id: `${rule.configRuleArn}/finding/${result.resourceId}`,
    GeneratorId: rule.configRuleArn,
    ProductName: 'Config',
    Title: rule.configRuleName,
    RecordState: 'ACTIVE',
    UpdatedAt: result.resultRecordedTime.toISOString(),
    Compliance: { Status: result.compliance === 'NON_COMPLIANT' ? 'FAILED' : 'PASSED' },
    Resources: [{ Type: 'Other', Id: account.users.byId(result.resourceId)?.arn ?? result.resourceId }],
  };
}

function matches(finding: Finding, filters: NonNullable<GetFindingsInput['Filters']>): boolean {
  return Object.entries(filters).every(([name, anyOf]) => {
    const value = new Map<string, unknown>(Object.entries(finding)).get(name);
    if (typeof value !== 'string') {
      throw new ServiceError('InvalidInputException', `The sandbox does not filter by ${name}`, 400);
    }
    return anyOf.some(({ Value, Comparison }) => Comparison === 'EQUALS' && Value === value);
  });
}
