import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OutputFile } from '../../../cli/options/output';
import { thrownBy } from '../../support/thrown';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'output-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const path = (name: string) => join(directory, name);
const modeOf = (name: string) => statSync(path(name)).mode & 0o777;

test('a new document takes the place of the one before', () => {
  writeFileSync(path('audit.csv'), 'before');
  new OutputFile(path('audit.csv')).write('after');
  expect(readFileSync(path('audit.csv'), 'utf8')).toBe('after');
  expect(readdirSync(directory)).toEqual(['audit.csv']);
});

test.each([0o400, 0o600, 0o640, 0o644])('a file that is there keeps its mode %o', (mode) => {
  writeFileSync(path('audit.csv'), 'before');
  chmodSync(path('audit.csv'), mode);
  new OutputFile(path('audit.csv')).write('after');
  expect(modeOf('audit.csv')).toBe(mode);
  expect(readFileSync(path('audit.csv'), 'utf8')).toBe('after');
});

test.each([0o022, 0o000, 0o777])('a new file is its owner’s alone, whatever the umask, %o', (umask) => {
  const before = process.umask(umask);
  try {
    new OutputFile(path('audit.csv')).write('after');
  } finally {
    process.umask(before);
  }
  expect(modeOf('audit.csv')).toBe(0o600);
});

test('where it cannot take its place, nothing is left behind', () => {
  const file = new OutputFile(path('audit.csv'));
  mkdirSync(path('audit.csv'));
  writeFileSync(join(path('audit.csv'), 'inside'), '');
  expect(thrownBy(() => file.write('after')).code).toBe('OutputNotWritten');
  expect(readdirSync(directory)).toEqual(['audit.csv']);
});

test('a symbolic link stays one, and the file behind it is replaced', () => {
  mkdirSync(path('archive'));
  writeFileSync(path('archive/june.csv'), 'before');
  symlinkSync(path('archive/june.csv'), path('latest.csv'));
  new OutputFile(path('latest.csv')).write('after');
  expect(lstatSync(path('latest.csv')).isSymbolicLink()).toBe(true);
  expect(readFileSync(path('archive/june.csv'), 'utf8')).toBe('after');
});

test.each([
  ['a directory', ''],
  ['in no directory', 'none/audit.csv'],
  ['a device', '../../../../../../dev/null'],
])('a path that is %s is refused before any work', (_, name) => {
  expect(thrownBy(() => new OutputFile(path(name))).code).toBe('InvalidOutput');
});
