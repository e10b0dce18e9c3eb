import { annotate } from '../../rule/core/annotation';
import { formatInstant } from '../../rule/core/calendar';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import { briefError } from '../text/brief-error';
import { coloured, type Page } from '../text/page';
import { visible } from '../text/visible';
import { padEnd, widthOf, wrap, wrapIndented } from '../text/wrap';
import { adviceOn } from './advice';
import type { Explanation } from './explain-user';
import { type Fact, factsOf } from './facts';
import { stepsTo } from './steps';

/** An explanation as people read it. */
export function show(explanation: Explanation, parameters: RuleParameters, page: Page): string {
  const columns = page.columns ?? Number.POSITIVE_INFINITY;
  const { user, outcome } = explanation;
  const indented = (text: string) => wrapIndented(visible(text), columns);
  const section = (title: string, lines: readonly string[]) => [coloured(title, 'bold', page), ...lines, ''];
  const facts = section('Facts', factLines(factsOf(explanation, parameters), columns));
  if (outcome.status === 'unread') {
    const title = coloured(visible(`${user.userName}: no verdict`), 'yellow', page);
    return [title, ...indented(briefError(outcome.error)), '', ...facts].join('\n');
  }
  const { verdict } = outcome;
  const steps = stepsTo(verdict, user, parameters).map(
    ({ text, decides }, at) => `${at + 1}. ${decides ? 'yes' : 'no '}  ${text}`,
  );
  return [
    coloured(visible(`${user.userName}: ${verdict.compliance}`), COLOURS[verdict.compliance], page),
    ...indented(annotate(user.userName, verdict, parameters)),
    '',
    ...facts,
    ...section('Rule: the first that holds decides', steps.flatMap(indented)),
    ...section('What to do', adviceOn(verdict, user.userName, parameters).flatMap(indented)),
  ].join('\n');
}

const COLOURS = { COMPLIANT: 'green', NON_COMPLIANT: 'red', NOT_APPLICABLE: 'cyan' } as const;

/** In columns, or each fact's source on a line of its own where the page is too narrow. */
function factLines(facts: readonly Fact[], columns: number): readonly string[] {
  const cells = facts.map(({ name, value, action, readAt }) => ({
    name: visible(name),
    value: visible(value),
    source: `${action}, ${formatInstant(readAt)}`,
  }));
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(widthOf));
  const names = widest(cells.map(({ name }) => name));
  const values = widest(cells.map(({ value }) => value));
  const lines = cells.map(
    ({ name, value, source }) => `  ${padEnd(name, names)}  ${padEnd(value, values)}  ${source}`,
  );
  if (widest(lines) <= columns) return lines;
  return cells.flatMap(({ name, value, source }) => [
    ...wrapIndented(`${name}: ${value}`, columns),
    ...wrap(source, columns - 4).map((line) => `    ${line}`),
  ]);
}
