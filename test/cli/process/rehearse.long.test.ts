import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannedAws } from '../../support/canned-aws';
import { CliProcess } from '../../support/cli/process';
import { keyCall, logFile } from '../../support/rehearsal/events';

// Each starts Node.js anew, on a machine that may be busy.
jest.setTimeout(60_000);

const AT = '2026-11-05T08:00:00Z';
const WINDOW = '--from 2026-11-01 --to 2026-11-10';

let aws: CannedAws;
let url: string;
let directory: string;

beforeEach(async () => {
  aws = new CannedAws();
  url = await aws.open();
  directory = mkdtempSync(join(tmpdir(), 'rehearse-'));
});

afterEach(async () => {
  await aws.close();
  rmSync(directory, { recursive: true });
});

test('log files through a pipe: one JSON document on standard output, without credentials', async () => {
  writeFileSync(join(directory, 'a.json'), logFile([keyCall('anna', { at: AT })]));
  const script = `gzip -c '${directory}/a.json' | cli rehearse --events - ${WINDOW} --format json`;
  const cli = new CliProcess(script, url, { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
  const { code, stdout, stderr } = await cli.ended();
  expect(JSON.parse(stdout).users).toMatchObject([{ userName: 'anna', verdict: 'denied', calls: 1 }]);
  expect([code, stderr, aws.requests]).toEqual([1, '', []]);
});

/** Answers every page with one event and another page. */
function withoutEnd(): void {
  const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
    <Arn>arn:aws:iam::123456789012:user/auditor</Arn><UserId>AIDA</UserId><Account>123456789012</Account>
    </GetCallerIdentityResult></GetCallerIdentityResponse>`;
  let page = 0;
  aws.answer = ({ target }) => {
    if (target?.endsWith('LookupEvents') !== true) return { body: identity };
    page += 1;
    const event = keyCall('anna', { at: AT });
    const Events = [{ EventTime: Date.parse(AT) / 1_000, CloudTrailEvent: JSON.stringify(event) }];
    return { body: JSON.stringify({ Events, NextToken: `page-${page}` }) };
  };
}

async function untilLookups(count: number): Promise<void> {
  const lookups = () => aws.requests.filter(({ target }) => target?.endsWith('LookupEvents')).length;
  while (lookups() < count) await new Promise(setImmediate);
}

test('Ctrl-C: what has been read is shown, incomplete, 2', async () => {
  withoutEnd();
  const cli = new CliProcess(
    ['rehearse', '--regions', 'eu-west-1', ...WINDOW.split(' '), '--format', 'json'],
    url,
  );
  const ended = cli.ended();
  await untilLookups(3);
  cli.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  expect(code).toBe(2);
  const document = JSON.parse(stdout);
  expect(document).toMatchObject({ complete: false, problems: [{ code: 'Interrupted' }] });
  expect(document.users).toMatchObject([{ userName: 'anna', verdict: 'denied' }]);
  expect(document.users[0].calls).toBeGreaterThanOrEqual(2);
  expect(stderr).toBe('Interrupted: stopped before everything was read; this is what had been read\n');
});
