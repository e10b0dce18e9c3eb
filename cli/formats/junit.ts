import type { ConsoleMfaError } from '../../rule/core/errors';
import { isOfOrganization, type OrganizationAudit, type Report, type Row } from '../audit/report';
import { totalsOf } from '../audit/totals';
import { visible } from '../text/visible';

const SUITE = 'iam-console-mfa';

/**
 * JUnit XML: a suite for each account, in it a test case for each user, and one for each problem beyond single users,
 * so that a pipeline that reads only this fails too. Exempt users are skipped.
 */
export function junit(report: Report): string {
  const suites = isOfOrganization(report)
    ? [...accountSuites(report), ...organizationSuite(report)]
    : [suiteOf(`AWS account ${report.accountId}`, report.accountId, report.rows, report.problems)];
  const timestamp = report.time.toISOString().slice(0, 19);
  const total = (count: keyof Suite['counts']) => suites.reduce((sum, { counts }) => sum + counts[count], 0);
  const counts = {
    tests: total('tests'),
    failures: total('failures'),
    errors: total('errors'),
    skipped: total('skipped'),
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${SUITE}" ${countAttributes(counts)}>`,
    ...suites.flatMap(({ name, counts, cases }) => [
      `  <testsuite name="${attribute(name)}" ${countAttributes(counts)} timestamp="${timestamp}">`,
      ...cases,
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Suite {
  readonly name: string;
  readonly counts: {
    readonly tests: number;
    readonly failures: number;
    readonly errors: number;
    readonly skipped: number;
  };
  readonly cases: readonly string[];
}

function accountSuites({ accounts, rows }: OrganizationAudit): readonly Suite[] {
  const rowsOf = new Map<string, Row[]>(accounts.map(({ accountId }) => [accountId, []]));
  for (const row of rows) rowsOf.get(row.accountId)?.push(row);
  return accounts.map(({ accountId, accountName }) =>
    suiteOf(`AWS account ${accountId} (${accountName})`, accountId, rowsOf.get(accountId) ?? [], []),
  );
}

/** Its problems name their accounts. */
function organizationSuite({ organizationId, problems }: OrganizationAudit): readonly Suite[] {
  return problems.length === 0
    ? []
    : [suiteOf(`AWS organization ${organizationId}`, organizationId, [], problems)];
}

function suiteOf(
  name: string,
  id: string,
  rows: readonly Row[],
  problems: readonly ConsoleMfaError[],
): Suite {
  const { nonCompliant, unread, notApplicable } = totalsOf(rows);
  return {
    name,
    counts: {
      tests: rows.length + problems.length,
      failures: nonCompliant,
      errors: unread + problems.length,
      skipped: notApplicable,
    },
    cases: [
      ...rows.map((row) => testCase(row.userName, id, outcome(row))),
      ...problems.map(({ code, message }) => testCase(code, id, `<error ${described(code, message)}/>`)),
    ],
  };
}

function countAttributes(counts: Suite['counts']): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name}="${count}"`)
    .join(' ');
}

function testCase(name: string, id: string, outcome: string): string {
  const attributes = `classname="${attribute(`${SUITE}.${id}`)}" name="${attribute(name)}"`;
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
