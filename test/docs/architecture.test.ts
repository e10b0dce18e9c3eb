import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');

/** Files and folders of the repository, in code spans and in the diagram of a run. */
const PATHS = [
  ...new Set(
    PAGE.match(/(?<![\w@/.-])(?:rule|lambda|lib|cli|sandbox|bin|demo|bench|build|test|docs)\/[\w./-]*/g),
  ),
];

test('docs/architecture.md names files and folders that exist', () => {
  expect(PATHS.length).toBeGreaterThan(50);
  expect(PATHS.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
