import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '../../rule/core/errors';
import { PARAMETER_NAMES } from '../../rule/core/parameter-definitions';
import { SCENARIOS } from '../support/judge-scenarios';

// docs/rule.md tells in words what the tests show. These keep the two together.

const ROOT = join(__dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'rule.md'), 'utf8');

interface ScenarioInWords {
  readonly title: string;
  readonly steps: readonly string[];
  readonly annotation: string | undefined;
}

const IN_WORDS: readonly ScenarioInWords[] = PAGE.split(/^#### /m)
  .slice(1)
  .map((section) => section.split(/^##/m)[0] ?? '')
  .map((section) => ({
    title: section.split('\n')[0] ?? '',
    steps: section.split('\n').filter((line) => line.startsWith('- ')),
    annotation: /^> (.*)$/m.exec(section)?.[1],
  }));

/** The folders in `lambda` hold other functions, and `rule/policies` no part of the evaluation. */
const OF_THE_RULE = /^((core|aws)\/)?[\w.-]+$/;

function sourcesIn(folders: readonly string[], ending: string): string {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith(ending) && OF_THE_RULE.test(file))
        .map((file) => readFileSync(join(ROOT, folder, file), 'utf8')),
    )
    .join('\n');
}

/** The code spans in the first column of the table under a heading. */
function firstColumn(heading: string): readonly string[] {
  const section = PAGE.split(`## ${heading}\n`)[1]?.split(/^## /m)[0] ?? '';
  return [...section.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name = '']) => name);
}

test('every scenario of the page is a test', () => {
  const tests = sourcesIn(['test/rule', 'test/lambda'], '.test.ts');
  const names = new Set(SCENARIOS.map(({ title }) => title));
  const isTest = (title: string) =>
    names.has(title) || tests.includes(`'${title}'`) || tests.includes(`"${title}"`);
  expect(IN_WORDS.map(({ title }) => title).filter((title) => !isTest(title))).toEqual([]);
  expect(new Set(IN_WORDS.map(({ title }) => title)).size).toBe(IN_WORDS.length);
});

test.each(SCENARIOS)('the page tells that $title', ({ title, annotation }) => {
  const scenario = IN_WORDS.find((candidate) => candidate.title === title);
  expect(scenario?.annotation).toBe(annotation);
});

test('every scenario is told as Given, When, Then', () => {
  for (const { title, steps } of IN_WORDS) {
    expect([title, steps.map((step) => step.split(' ')[1]).filter((word) => word !== 'And')]).toEqual([
      title,
      ['Given', 'When', 'Then'],
    ]);
  }
});

test('every annotation of the page is written by the code', () => {
  const expectations = sourcesIn(['test/rule', 'test/lambda'], '.test.ts');
  const byTests = new Set(SCENARIOS.map(({ annotation }) => annotation));
  const unknown = IN_WORDS.filter(
    ({ annotation }) =>
      annotation !== undefined && !byTests.has(annotation) && !expectations.includes(annotation),
  );
  expect(unknown).toEqual([]);
});

test('every parameter is in the table, in the order of the code', () => {
  expect(firstColumn('Parameters')).toEqual(PARAMETER_NAMES);
});

test('every error code is in the table, and no other', () => {
  expect([...firstColumn('Errors')].sort()).toEqual([...ERROR_CODES.rule].sort());
});
