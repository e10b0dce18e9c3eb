import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// These tests plant each violation in a file of its own, in an otherwise empty copy of the project's folders, and lint
// all of them in one process with the project's own rules.

const ROOT = join(__dirname, '..', '..');

const RULE = 'rule/ is the ground floor: it imports no other folder.';
const CORE = 'rule/core/ is pure: it imports nothing outside rule/core/.';
const REHEARSAL = 'rule/rehearsal/ is pure: it imports only rule/core/ and rule/policies/.';
const PURE_DATE = 'rule/core/ and rule/rehearsal/ are pure: pass the time in.';
const PURE_RANDOM = 'rule/core/ and rule/rehearsal/ are pure: pass the number in.';
const LAMBDA = 'lambda/ may import only rule/.';
const LIB = 'lib/ may import only rule/ and lambda/.';
const CLI = 'cli/ may import only rule/.';
const ACCEPTANCE = 'acceptance/ knows AWS only by its APIs: it may import only rule/.';
const SANDBOX = 'sandbox/ knows AWS, not this product: it imports no other folder.';
const AGPL = 'AGPL: only sandbox/ and test/ may import iam-simulate.';
const IAM = 'In rule/, only rule/aws/ imports the IAM client.';
const STATIC = 'Import at the top of the file.';

type Planted = readonly [folder: string, line: string, message: string];

const FORBIDDEN: readonly Planted[] = [
  ['rule', "import '../lambda/evaluate';", RULE],
  ['rule', "import type { Row } from '../cli/audit/rows';", RULE],
  ['rule/aws', "import '../../lib/settings';", RULE],
  ['rule/policies', "export * from '../../sandbox/sandbox';", RULE],
  ['rule/pacing/deeper', "import '../../../demo/start';", RULE],

  ['rule/core', "import '../census';", CORE],
  ['rule/core', "import type { ListUsersCommand } from '@aws-sdk/client-iam/dist';", CORE],
  ['rule/core', "import '@aws-sdk/client-config-service';", CORE],
  ['rule/core', "import '@smithy/types';", CORE],
  ['rule/core', "import 'aws-cdk-lib';", CORE],
  ['rule/core', "import 'node:crypto';", CORE],
  ['rule/core', "import 'fs';", CORE],
  ['rule/core', "import 'valibot';", CORE],
  ['rule/core', 'export const drawn = Math.random();', PURE_RANDOM],
  ['rule/core', 'export const draw = Math.random;', PURE_RANDOM],
  ['rule/core', "export const drawn = Math['random']();", PURE_RANDOM],
  ['rule/core', 'export const { random } = Math;', PURE_RANDOM],
  ['rule/core', 'export const now = new Date();', PURE_DATE],
  ['rule/core', 'export const now = new Date;', PURE_DATE],
  ['rule/core', 'export const now = Date();', PURE_DATE],
  ['rule/core', 'export const now = Date.now();', PURE_DATE],
  ['rule/core', 'export const clock = { now: Date.now };', PURE_DATE],
  ['rule/core', "export const now = Date['now']();", PURE_DATE],
  ['rule/core', 'export const { now } = Date;', PURE_DATE],
  ['rule/core', 'export const now = performance.now();', 'Do not use the global variable performance.'],
  ['rule/core', 'export const now = globalThis.Date.now();', 'Do not use the global variable globalThis.'],
  ['rule/core', 'export const id = crypto.randomUUID();', 'Do not use the global variable crypto.'],
  ['rule/core', 'export const region = process.env.AWS_REGION;', 'Do not use the global variable process.'],
  ['rule/core', "console.log('judged');", 'Do not use the global variable console.'],

  ['rule/rehearsal', "import '../census';", REHEARSAL],
  ['rule/rehearsal', "import type { Shell } from '../../cli/shell';", REHEARSAL],
  ['rule/rehearsal', "import '@aws-sdk/client-cloudtrail';", REHEARSAL],
  ['rule/rehearsal', "import 'node:fs';", REHEARSAL],
  ['rule/rehearsal', "import 'valibot';", REHEARSAL],
  ['rule/rehearsal', 'export const drawn = Math.random();', PURE_RANDOM],
  ['rule/rehearsal', 'export const now = new Date();', PURE_DATE],
  ['rule/rehearsal', 'export const now = Date.now();', PURE_DATE],
  ['rule/rehearsal', 'export const now = performance.now();', 'Do not use the global variable performance.'],
  ['rule/rehearsal', "console.log('read');", 'Do not use the global variable console.'],

  ['lambda', "import '../cli/main';", LAMBDA],
  ['lambda', "import '../lib';", LAMBDA],
  ['lambda/trigger', "import type { Sandbox } from '../../sandbox/sandbox';", LAMBDA],
  ['lambda/trigger/deeper', "import '../../../bench/main';", LAMBDA],

  ['lib', "import '../cli/main';", LIB],
  ['lib', "import '../sandbox/sandbox';", LIB],
  ['lib/organization', "import '../../cli/main';", LIB],
  ['lib/organization', "import '../../package.json';", LIB],

  ['cli', "import '../lambda/evaluate';", CLI],
  ['cli/audit', "import type { ConsoleMfaRuleProps } from '../../lib/rule';", CLI],
  ['cli/audit', "export { startSandbox } from '../../sandbox/sandbox';", CLI],
  ['cli/html/browser', "import '../../../demo/start';", CLI],

  ['acceptance', "import '../sandbox/sandbox';", ACCEPTANCE],
  ['acceptance/stories', "import type { Sandbox } from '../../sandbox/sandbox';", ACCEPTANCE],
  ['acceptance/stories/deeper', "import '../../../lib/stack';", ACCEPTANCE],

  ['sandbox', "import '../rule/core/judge';", SANDBOX],
  ['sandbox/account', "import '../../rule/core/errors';", SANDBOX],
  ['sandbox/account', "import type { Shell } from '../../cli/shell';", SANDBOX],
  ['sandbox/services/iam', "import '../../../lambda/evaluate';", SANDBOX],
  ['sandbox/test/services', "import '../../../demo/generator/small-company';", SANDBOX],
  ['sandbox/test/services/iam', "import '../../../../test/support/thrown';", SANDBOX],
  ['sandbox/test/services/iam/deeper', "import '../../../../../lib/stack';", SANDBOX],

  ['rule', "import '@cloud-copilot/iam-simulate';", AGPL],
  ['lambda', "import type { Simulation } from '@cloud-copilot/iam-simulate';", AGPL],
  ['lib', "import '@cloud-copilot/iam-simulate';", AGPL],
  ['cli', "export const simulate = () => import('@cloud-copilot/iam-simulate');", AGPL],
  ['demo', "import '@cloud-copilot/iam-simulate';", AGPL],
  ['bench', "import '@cloud-copilot/iam-simulate';", AGPL],
  ['build', "import '@cloud-copilot/iam-simulate';", AGPL],
  ['bin', "import '@cloud-copilot/iam-simulate';", AGPL],

  ['rule', "import '@aws-sdk/client-iam';", IAM],
  ['rule/pacing', "import type { IAMClient } from '@aws-sdk/client-iam';", IAM],
  ['rule/policies', "export const iam = () => import('@aws-sdk/client-iam');", IAM],

  ['rule', "export type Row = import('../cli/audit/rows').Row;", STATIC],
  ['cli', "export const evaluate = require('../lambda/evaluate');", STATIC],
];

const ALLOWED: readonly (readonly [folder: string, line: string])[] = [
  ['rule', "import './core/judge';"],
  ['rule/aws', "import '../ports';"],
  ['rule/aws', "import '@aws-sdk/client-iam';"],
  ['rule/core', "import './calendar';"],
  ['rule/core', "import 'fastest-levenshtein';"],
  ['rule/core', 'export const dayOf = (value: string) => new Date(value);'],
  ['rule/core', 'export const midnight = Date.UTC(2026, 0, 31);'],
  ['rule/core', "export const parsed = Date.parse('2026-01-31');"],
  ['rule/core', 'export const isDate = (value: unknown) => value instanceof Date;'],
  ['rule/core', 'export const least = Math.min(1, 2);'],
  ['rule/rehearsal', "import '../core/errors';"],
  ['rule/rehearsal', "import '../policies/policy-document';"],
  ['rule/rehearsal', "import './replay-event';"],
  ['rule/rehearsal', 'export const window = new Date(0);'],
  ['lambda', "import '../rule/core/judge';"],
  ['lambda/trigger', "import '../submit';"],
  ['lib', "import '../lambda/trigger/environment';"],
  ['lib/organization', "import '../../rule/core/errors';"],
  ['cli', "import '../package.json';"],
  ['cli/html/browser', "import '../../../rule/core/calendar';"],
  ['acceptance/stories', "import '../../rule/core/judge';"],
  ['sandbox/deploy/resources', "import '../lambda/lambda-function';"],
  ['sandbox/test/services', "import '@cloud-copilot/iam-simulate';"],
  ['demo', "import '../cli/main';"],
  ['bench', "import '../lib/stack';"],
  ['build', "import '../lib/settings';"],
  ['test', "import '@cloud-copilot/iam-simulate';"],
];

const CIRCLE = {
  'cli/circle/one.ts': "import type { Two } from './two';\nexport type One = readonly Two[];\n",
  'cli/circle/two.ts': "import type { One } from './one';\nexport type Two = readonly One[];\n",
};

const ERROR = /^::error title=[^,]+,file=(?<file>[^,]+),.*?::(?<message>.*)$/gm;

const fileOf = (folder: string, index: number): string => `${folder}/planted-${index}.ts`;
const forbiddenFile = (index: number): string => fileOf(FORBIDDEN[index]?.[0] ?? '', index);
const allowedFile = (index: number): string => fileOf(ALLOWED[index]?.[0] ?? '', FORBIDDEN.length + index);

/** Lints a project that consists of these files. @returns the errors of each file that has any. */
function lint(files: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  const project = mkdtempSync(join(tmpdir(), 'boundaries-'));
  try {
    for (const file of ['biome.json', 'build/lint', '.gitignore']) {
      cpSync(join(ROOT, file), join(project, file), { recursive: true });
    }
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), text);
    }
    const biome = require.resolve('@biomejs/biome/bin/biome');
    const { stdout } = spawnSync(
      process.execPath,
      [biome, 'lint', '--reporter=github', '--max-diagnostics=none', '.'],
      { cwd: project, encoding: 'utf8' },
    );
    return errorsIn(stdout, project);
  } finally {
    rmSync(project, { recursive: true });
  }
}

function errorsIn(report: string, project: string): ReadonlyMap<string, readonly string[]> {
  const errors = new Map<string, readonly string[]>();
  for (const { groups } of report.matchAll(ERROR)) {
    const file = (groups?.file ?? '').split(`${project}/`).at(-1) ?? '';
    errors.set(file, [...(errors.get(file) ?? []), groups?.message ?? '']);
  }
  return errors;
}

let errors: ReadonlyMap<string, readonly string[]>;
beforeAll(() => {
  errors = lint({
    ...Object.fromEntries(FORBIDDEN.map(([, line], index) => [forbiddenFile(index), `${line}\n`])),
    ...Object.fromEntries(ALLOWED.map(([, line], index) => [allowedFile(index), `${line}\n`])),
    ...CIRCLE,
  });
});

test.each(FORBIDDEN.map((planted, index) => [...planted, index] as const))(
  'a file in %s may not hold: %s',
  (_folder, _line, message, index) => {
    expect(errors.get(forbiddenFile(index))).toContain(message);
  },
);

test.each(ALLOWED.map((planted, index) => [...planted, index] as const))(
  'a file in %s may hold: %s',
  (_folder, _line, index) => {
    expect(errors.get(allowedFile(index))).toBeUndefined();
  },
);

test('two files may not import each other, be it for types alone', () => {
  expect(Object.keys(CIRCLE).map((file) => errors.get(file))).toEqual([
    ['This import is part of a cycle.'],
    ['This import is part of a cycle.'],
  ]);
});
