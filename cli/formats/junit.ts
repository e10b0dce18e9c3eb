import type { Audit, Row } from '../audit/audit';
import { visible } from '../text/visible';

const SUITE = 'iam-console-mfa';

/**
 * JUnit XML: one test case a user, and one for each problem beyond single users, so that a pipeline that reads only
 * this fails too. Exempt users are skipped.
 */
export function junit({ accountId, time, rows, problems, totals }: Audit): string {
  const counts = [
    `tests="${rows.length + problems.length}"`,
    `failures="${totals.nonCompliant}"`,
    `errors="${totals.unread + problems.length}"`,
    `skipped="${totals.notApplicable}"`,
  ].join(' ');
  const timestamp = time.toISOString().slice(0, 19);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${SUITE}" ${counts}>`,
    `  <testsuite name="${attribute(`AWS account ${accountId}`)}" ${counts} timestamp="${timestamp}">`,
    ...rows.map((row) => testCase(row.userName, accountId, outcome(row))),
    ...problems.map(({ code, message }) => testCase(code, accountId, `<error ${described(code, message)}/>`)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(name: string, accountId: string, outcome: string): string {
  const attributes = `classname="${attribute(`${SUITE}.${accountId}`)}" name="${attribute(name)}"`;
  return outcome === ''
    ? `    <testcase ${attributes}/>`
    : `    <testcase ${attributes}>${outcome}</testcase>`;
}

function outcome({ result, annotation }: Row): string {
  switch (result.compliance) {
    case 'COMPLIANT':
      return '';
    case 'NON_COMPLIANT':
      return `<failure ${described('NON_COMPLIANT', annotation)}/>`;
    case 'NOT_APPLICABLE':
      return `<skipped message="${attribute(annotation)}"/>`;
    case null:
      return `<error ${described(result.error.code, annotation)}/>`;
  }
}

function described(type: string, message: string): string {
  return `type="${attribute(type)}" message="${attribute(message)}"`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no way to write most control characters, so they are spelt out like the rest of what is not seen. */
function attribute(text: string): string {
  return visible(text).replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
