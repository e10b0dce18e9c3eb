import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { Damage } from '../../../cli/rehearse/damage';
import { findLogFiles, measure } from '../../../cli/rehearse/find-log-files';
import { type FilesRead, readLogFiles } from '../../../cli/rehearse/read-log-files';
import { thrownBy } from '../../support/thrown';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'log-files-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

function put(name: string, content: string | Buffer): string {
  const path = join(directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

interface Outcome extends FilesRead {
  readonly records: readonly unknown[];
  readonly damage: string | undefined;
  readonly bytes: readonly number[];
}

async function read(
  paths: readonly string[],
  { stdin = [], signal = new AbortController().signal }: { stdin?: Buffer[]; signal?: AbortSignal } = {},
): Promise<Outcome> {
  const records: unknown[] = [];
  const bytes: number[] = [];
  const damage = new Damage();
  const outcome = await readLogFiles({
    paths,
    stdin: Readable.from(stdin),
    damage,
    signal,
    onProgress: (count) => bytes.push(count),
    add: (record) => {
      records.push(record);
      return typeof record === 'object' && record !== null ? undefined : 'not an event';
    },
  });
  return { ...outcome, records, bytes, damage: damage.problem()?.message.replaceAll(directory, '') };
}

const ONE = '{"Records":[{"n":1},{"n":2}]}';
const TWO = '{"Records":[{"n":3}]}';

test('a folder as CloudTrail fills it: every log file, in order, and no digest or insight', async () => {
  put(
    'AWSLogs/1/CloudTrail/eu-west-1/2027/01/10/1_CloudTrail_eu-west-1_20270110T0800Z_a.json.gz',
    gzipSync(ONE),
  );
  put(
    'AWSLogs/1/CloudTrail/us-east-1/2027/01/10/1_CloudTrail_us-east-1_20270110T0800Z_b.json.gz',
    gzipSync(TWO),
  );
  put(
    'AWSLogs/1/CloudTrail-Digest/eu-west-1/2027/01/10/1_CloudTrail-Digest_eu-west-1_x.json.gz',
    gzipSync('{"a":1}'),
  );
  put('AWSLogs/1/CloudTrail-Insight/eu-west-1/1_CloudTrail-Insight_eu-west-1_x.json.gz', gzipSync('{"a":1}'));
  put('copied/1_CloudTrail-Digest_eu-west-1_x.json.gz', gzipSync('{"a":1}'));
  put('AWSLogs/1/CloudTrail/notes.txt', 'mine');
  expect(await read([directory])).toEqual({
    files: 2,
    empty: 0,
    records: [{ n: 1 }, { n: 2 }, { n: 3 }],
    damage: undefined,
    bytes: [expect.any(Number), expect.any(Number)],
  });
});

test.each<[string, string, string | Buffer]>([
  ['plain', 'a.json', ONE],
  ['packed', 'a.json.gz', gzipSync(ONE)],
  [
    'packed in several pieces',
    'a.json.gz',
    Buffer.concat([gzipSync(ONE.slice(0, 9)), gzipSync(ONE.slice(9))]),
  ],
  ['unpacked by a tool that kept its name', 'a.json.gz', ONE],
  ['packed under another name', 'a.json', gzipSync(ONE)],
  ['with a byte order mark', 'a.json', `\ufeff${ONE}`],
  ['packed with a byte order mark', 'a.json.gz', gzipSync(`\ufeff${ONE}`)],
  ['one event per line', 'a.json', '{"n":1}\n{"n":2}\n'],
])('a file %s', async (_, name, content) => {
  put(name, content);
  expect(await read([directory])).toMatchObject({ records: [{ n: 1 }, { n: 2 }], damage: undefined });
});

test('what `aws cloudtrail lookup-events` printed', async () => {
  const event = JSON.stringify({ n: 1 });
  const path = put(
    'events.json',
    JSON.stringify({ Events: [{ EventId: 'x', CloudTrailEvent: event }] }, undefined, 4),
  );
  expect(await read([path])).toMatchObject({ records: [{ n: 1 }], damage: undefined });
});

test('a file that is named is read whatever its name', async () => {
  expect(await read([put('events.log', ONE)])).toMatchObject({ files: 1, records: [{ n: 1 }, { n: 2 }] });
});

test('standard input, a byte at a time', async () => {
  const stdin = [...gzipSync(ONE)].map((byte) => Buffer.from([byte]));
  expect(await read(['-'], { stdin })).toMatchObject({ files: 1, empty: 0, records: [{ n: 1 }, { n: 2 }] });
});

test('a large file, plain and packed', async () => {
  const records = Array.from({ length: 5_000 }, (_, n) => ({
    n,
    random: createHash('shake256', { outputLength: 256 }).update(`${n}`).digest('base64'),
  }));
  const text = JSON.stringify({ Records: records });
  expect(gzipSync(text).length).toBeGreaterThan(1024 * 1024);
  for (const content of [text, gzipSync(text)]) {
    const outcome = await read([put('large', content)]);
    expect(outcome.damage).toBeUndefined();
    expect(outcome.records).toEqual(records);
    expect(outcome.bytes.at(-1)).toBe(content.length);
    expect(outcome.bytes.length).toBeGreaterThan(3);
  }
});

test('empty files are counted, and are not damage', async () => {
  put('a.json', '');
  put('b.json', ONE);
  expect(await read([directory])).toMatchObject({ files: 2, empty: 1, damage: undefined });
});

test('damaged files and records are counted and named, and what is whole in them is read', async () => {
  const packed = gzipSync(ONE);
  put('a-broken-off.json.gz', packed.subarray(0, packed.length - 12));
  put('b-not-packed.json.gz', Buffer.concat([packed.subarray(0, 10), Buffer.from('rubbish')]));
  put('c-records.json', '{"Records":[{"n":1},null,{"n":oops},{"n":2}]}');
  put('d-lines.json', '{"n":1}\noops\n');
  put('e-half.json', '{"Records":[{"n":1},{"n');
  const { files, records, damage } = await read([directory]);
  expect(files).toBe(5);
  expect(records.filter((record) => typeof record === 'object' && record !== null)).toEqual(
    expect.arrayContaining([{ n: 1 }, { n: 2 }]),
  );
  expect(damage).toMatch(
    /^EventsDamaged: 2 files and 4 records could not be read, or not to the end: "\/a-broken-off\.json\.gz" \((Error: )?unexpected end of file\), "\/b-not-packed\.json\.gz" \(.+\), record 2 of "\/c-records\.json" \(not an event\), record 3 of "\/c-records\.json" \(not JSON\), record 2 of "\/d-lines\.json" \(not JSON\), record 2 of "\/e-half\.json" \(ends within a record\); fetch them again$/,
  );
});

test('of many damaged records 20 are named, and the others counted', async () => {
  const path = put('a.json', 'oops\n'.repeat(23));
  const { damage = '', records } = await read([path]);
  expect(damage).toContain('23 records could not be read');
  expect(damage.match(/not JSON/g)).toHaveLength(20);
  expect(damage).toContain(', and 3 more; fetch them again');
  expect(records).toHaveLength(23);
});

test('a folder that leads back to itself is read once', async () => {
  put('a/one.json', ONE);
  symlinkSync(directory, join(directory, 'a', 'again'));
  symlinkSync(join(directory, 'nowhere'), join(directory, 'a', 'broken'));
  expect(await read([directory])).toMatchObject({ files: 1, damage: undefined });
});

test('a link to a log file that is gone is damage', async () => {
  put('a.json', ONE);
  symlinkSync(join(directory, 'nowhere'), join(directory, 'gone.json'));
  expect((await read([directory])).damage).toMatch(
    /1 file could not be read, or not to the end: "\/gone\.json" \((Error: )?ENOENT/,
  );
});

test('nothing more is read after the signal', async () => {
  put('a.json', ONE);
  expect(await read([directory], { signal: AbortSignal.abort() })).toMatchObject({ files: 0, records: [] });
});

test('what a record throws is not damage of its file', async () => {
  const reading = readLogFiles({
    paths: [put('a.json', ONE)],
    stdin: Readable.from([]),
    damage: new Damage(),
    signal: new AbortController().signal,
    onProgress: () => {},
    add: () => {
      throw new Error('a defect');
    },
  });
  await expect(reading).rejects.toThrow('a defect');
});

test('what there is to read is measured first', () => {
  put('a.json', ONE);
  put('b/b.json', TWO);
  expect(measure([directory])).toEqual({ files: 2, bytes: ONE.length + TWO.length });
  expect(measure([directory, '-'])).toEqual({ files: 3, bytes: undefined });
});

test('a path that is not there, and one without log files', () => {
  put('notes.txt', 'mine');
  expect(thrownBy(() => measure([join(directory, 'nowhere')])).message).toMatch(
    /^NoEvents: ".*\/nowhere" cannot be read \((Error: )?ENOENT.*\); name a log file or a folder of log files$/,
  );
  expect(thrownBy(() => measure([directory])).message).toBe(
    `NoEvents: "${directory}" holds no log files (.json, .json.gz); name the folder that CloudTrail delivers to, or a file`,
  );
  expect([...findLogFiles([directory])]).toEqual([]);
});
