import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeConformancePack } from '../../lib/synthesize-conformance-pack';

const directory = mkdtempSync(join(tmpdir(), 'conformance-pack-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('writes the template, with the parameters of the context', () => {
  const path = join(directory, 'new', 'pack.json');
  synthesizeConformancePack({ gracePeriodDays: '14', nearRealTime: 'true' }, path);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    Resources: { IamConsoleMfa: { Properties: { InputParameters: { gracePeriodDays: '14' } } } },
  });
});

test('refuses a wrong setting, and writes nothing', () => {
  const path = join(directory, 'refused.json');
  expect(() => synthesizeConformancePack({ gracePeriodDays: '400' }, path)).toThrow(/^InvalidSettings/);
  expect(() => readFileSync(path)).toThrow(/ENOENT/);
});
