import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ERROR_CODES } from '../../rule/core/errors';

const ROOT = join(__dirname, '../..');
const page = (name: string) => readFileSync(join(ROOT, 'docs', name), 'utf8');

test('every error that the rule, its remediation or a synthesis ends with is on the page, or on the remediation’s', () => {
  const pages = page('operations.md') + page('remediation.md');
  const { rule, functions, constructs } = ERROR_CODES;
  const codes = [...rule, ...functions, ...constructs];
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !pages.includes(`\`${code}`))).toEqual([]);
});

test('every alarm of the stack is among the symptoms', () => {
  const alarms = [...page('alerts.md').matchAll(/^\| (\w+)(?: \(`nearRealTime`\))? \| /gm)]
    .map((match) => match[1] ?? '')
    .filter((name) => name !== 'alarm');
  expect(alarms).toEqual(['FailedRuns', 'NoRuns', 'Throttles', 'LongRuns', 'FailedTriggers', 'LostEvents']);
  expect(alarms.filter((name) => !page('operations.md').includes(`alarm **${name}**`))).toEqual([]);
});

test.each(['operations.md', 'ci-cd.md'])('every link of %s leads to a page and a heading', (name) => {
  const broken = [...page(name).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].filter(
    ([, path, anchor]) => {
      const text = readFileSync(join(ROOT, dirname(join('docs', name)), path || name), 'utf8');
      const headings = [...text.matchAll(/^#+ (.+)$/gm)].map((match) => slug(match[1] ?? ''));
      return anchor !== undefined && !headings.includes(anchor);
    },
  );
  expect(broken.map(([link]) => link)).toEqual([]);
});

/** A heading's anchor, as GitHub makes it. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
