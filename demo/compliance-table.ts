import { wrap } from '../cli/text/wrap';
import type { Compliance, EvaluationResult } from '../sandbox/account/evaluation-result';
import type { Sandbox } from '../sandbox/sandbox';
import { styled } from './terminal';

const STYLES = { COMPLIANT: 'green', NON_COMPLIANT: 'red', NOT_APPLICABLE: 'yellow' } as const;
const ORDER: readonly Compliance[] = ['NON_COMPLIANT', 'COMPLIANT', 'NOT_APPLICABLE'];
const NAME_WIDTH = 16;
const VERDICT_WIDTH = 15;

/** What the last run said of each user, failing ones first: a name, a verdict and an annotation a line. */
export function complianceTable(sandbox: Sandbox, width = process.stdout.columns ?? 110): string {
  const rows = latestResults(sandbox).map((result) => ({ result, name: userName(sandbox, result) }));
  rows.sort(
    (a, b) =>
      ORDER.indexOf(a.result.compliance) - ORDER.indexOf(b.result.compliance) || a.name.localeCompare(b.name),
  );
  const indent = ' '.repeat(2 + NAME_WIDTH + VERDICT_WIDTH);
  const lines = rows.flatMap(({ result: { compliance, annotation = '' }, name }) => {
    const [first = '', ...rest] = wrap(annotation, Math.max(40, width - indent.length));
    const verdict = styled(STYLES[compliance], compliance.padEnd(VERDICT_WIDTH));
    return [`  ${name.padEnd(NAME_WIDTH)}${verdict}${first}`, ...rest.map((line) => `${indent}${line}`)];
  });
  return lines.join('\n');
}

/** The totals as AWS Config holds them: it drops NOT_APPLICABLE results. */
export function totals(sandbox: Sandbox): string {
  const held = sandbox.compliance();
  const count = (compliance: Compliance) => held.filter((result) => result.compliance === compliance).length;
  const exempt = latestResults(sandbox).length - held.length;
  return (
    `  AWS Config holds ${styled('red', `${count('NON_COMPLIANT')} NON_COMPLIANT`)}, ` +
    `${styled('green', `${count('COMPLIANT')} COMPLIANT`)}; ${exempt} exempt, which it does not show.`
  );
}

/** The newest evaluation of each resource that the timeline knows. */
function latestResults({ timeline }: Sandbox): readonly EvaluationResult[] {
  return [...new Map(timeline.map((entry) => [entry.resourceId, entry])).values()];
}

export function userName({ account }: Sandbox, { resourceId }: EvaluationResult): string {
  return account.users.byId(resourceId)?.userName ?? resourceId;
}
