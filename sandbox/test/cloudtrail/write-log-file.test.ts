import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLogFile } from '../../cloudtrail/write-log-file';
import { NOW } from '../support/served-account';

jest.mock('node:fs/promises', () => {
  const actual = jest.requireActual('node:fs/promises');
  return { ...actual, rename: jest.fn(actual.rename) };
});

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cloudtrail-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const file = () => ({
  directory,
  accountId: '123456789012',
  region: 'us-east-1',
  delivered: NOW,
  records: [],
});

function names(): readonly string[] {
  return readdirSync(join(directory, 'AWSLogs/123456789012/CloudTrail/us-east-1/2027/01/15'));
}

test('a file has its name only once it is complete', async () => {
  jest.mocked(rename).mockImplementationOnce(async () => {
    expect(names()).toEqual([expect.stringMatching(/^\.123456789012_\w+.*\.json\.gz\.partial$/)]);
    throw new Error('the disk is full');
  });
  await expect(writeLogFile(file())).rejects.toMatchObject({
    code: 'UnusableDirectory',
    message: expect.stringMatching(/ cannot be written to ".+": the disk is full$/),
  });
  expect(names()).toEqual([]);
});

test('two files of the same minute have different names', async () => {
  await writeLogFile(file());
  await writeLogFile(file());
  expect(names()).toHaveLength(2);
});
