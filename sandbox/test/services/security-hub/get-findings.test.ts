import { join } from 'node:path';
import { SandboxClock } from '../../../account/clock';
import { startRecording } from '../../../account/configuration-recorder';
import { createUser } from '../../../account/users';
import { type Sandbox, startSandbox } from '../../../sandbox';
import { emptyAccount, NOW } from '../../support/served-account';

const ASSEMBLY = join(__dirname, '../../fixtures/assembly');
const SIGNED =
  'AWS4-HMAC-SHA256 Credential=any/20270115/us-east-1/securityhub/aws4_request, SignedHeaders=host, Signature=0';

let sandbox: Sandbox;

beforeEach(async () => {
  const account = emptyAccount();
  startRecording(account);
  for (const userName of ['alice', 'mallory']) createUser(account, { userName, path: '/staff/' }, NOW);
  sandbox = await startSandbox({ account, clock: SandboxClock.frozen(NOW) });
  sandbox.deploy(ASSEMBLY);
  await sandbox.settled();
});
afterEach(() => sandbox.close());

async function findings(Filters: object) {
  const body = JSON.stringify({ Filters });
  const headers = { authorization: SIGNED };
  const response = await fetch(`${sandbox.url}/findings`, { method: 'POST', headers, body });
  return { status: response.status, ...JSON.parse(await response.text()) };
}

test('results of AWS Config become findings within five minutes', async () => {
  const failed = { Title: [{ Value: 'users-are-good', Comparison: 'EQUALS' }] };
  expect(await findings(failed)).toEqual({ status: 200, Findings: [] });
  await sandbox.advance(5 * 60_000);
  const { Findings } = await findings(failed);
  const statuses = Findings.map(({ Compliance, Resources }: Record<string, never>) => [
    Object(Compliance).Status,
    Object(Resources)[0].Id,
  ]);
  expect(statuses.sort()).toEqual([
    ['FAILED', 'arn:aws:iam::123456789012:user/staff/mallory'],
    ['PASSED', 'arn:aws:iam::123456789012:user/staff/alice'],
  ]);
});

test('a filter that is not played is refused', async () => {
  const filters = { NoteText: [{ Value: 'x', Comparison: 'EQUALS' }] };
  await sandbox.advance(5 * 60_000);
  expect(await findings(filters)).toMatchObject({ status: 400, __type: 'InvalidInputException' });
});
