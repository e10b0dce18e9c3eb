import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './installed-package';

jest.setTimeout(180_000);

test('the package exports what the committed report says', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'build/api.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect({ stdout, stderr }).toEqual({
    stdout: 'The public API is as docs/iam-console-mfa.api.md says.\n',
    stderr: '',
  });
});

test('everything that is exported has a docstring', () => {
  const report = readFileSync(join(ROOT, 'docs/iam-console-mfa.api.md'), 'utf8');
  expect(report).toContain('export class ConsoleMfaRule extends Construct');
  expect(report).not.toContain('(undocumented)');
});
