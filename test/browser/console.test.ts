import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { generateAccount } from '../../demo/generator/generate-account';
import { EXEMPTION_TAG, smallCompany } from '../../demo/generator/small-company';
import { synthesize } from '../../lib/synthesize';
import { SandboxClock } from '../../sandbox/account/clock';
import { createUser, deleteUser, userNamed } from '../../sandbox/account/users';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { axeFindings, launchChromium, openPage, untilPainted } from '../support/browser/chromium';
import { HOSTILE } from '../support/html/audits';

const NOW = new Date('2026-03-02T09:00:00Z');
const CONTEXT = { exemptUsers: 'break-glass', exemptionTag: EXEMPTION_TAG, gracePeriodDays: 14 };

let browser: Browser;
let assembly: string;
let sandbox: Sandbox;

beforeAll(async () => {
  browser = await launchChromium();
  assembly = mkdtempSync(join(tmpdir(), 'console-'));
  synthesize(CONTEXT, assembly);
});

afterAll(async () => {
  await browser.close();
  rmSync(assembly, { recursive: true });
});

beforeEach(async () => {
  sandbox = await startSandbox({ account: smallCompany(NOW), clock: SandboxClock.frozen(NOW) });
});

afterEach(() => sandbox.close());

async function open(options?: BrowserContextOptions) {
  const watched = await openPage(browser, sandbox.url, options);
  await watched.page.locator('#users tr').first().waitFor();
  return watched;
}

async function evaluated(): Promise<void> {
  sandbox.deploy(assembly);
  await sandbox.settled();
}

/** What the page shows of a user in AWS Config's view. */
function result(page: Page, userName: string) {
  return page.locator('#results tr', { has: page.getByRole('button', { name: userName, exact: true }) });
}

test('it shows the users, the results and the evaluations, and the browser has nothing to complain of', async () => {
  await evaluated();
  const { page, complaints } = await open();
  expect(await page.locator('#users tr').count()).toBe(13);
  expect(await result(page, 'diana.okafor').textContent()).toContain('NON_COMPLIANT');
  expect(await page.locator('#rule-card').textContent()).toContain('4 NON_COMPLIANT, 8 COMPLIANT');
  expect(await page.locator('#without-result').textContent()).toContain(
    'No result for break-glass: NOT_APPLICABLE',
  );
  expect(await page.locator('#runs').textContent()).toContain('13 results, 12 changed');
  expect(complaints).toEqual([]);
});

test.each<[string, BrowserContextOptions]>([
  ['in light colours', { colorScheme: 'light' }],
  ['in dark colours', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 390, height: 800 } }],
])('axe-core finds nothing %s, the dialog and the enrolment included', async (_, options) => {
  await evaluated();
  const { page } = await open(options);
  expect(await axeFindings(page)).toEqual([]);
  await page.locator('#users').getByRole('button', { name: 'gita.rao' }).click();
  await page.getByRole('button', { name: 'Enrol a device' }).click();
  await page.locator('#qr-code').waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('by keyboard alone: a failing user enrols a device, and the next evaluation says so', async () => {
  await evaluated();
  const { page, complaints } = await open();
  await page.locator('#users').getByRole('button', { name: 'diana.okafor' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Enrol a device' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('First code').and(page.locator(':focus')).waitFor();
  await page.getByRole('button', { name: 'Let the sandbox generate the codes' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('The codes are filled in.').first().waitFor();
  await page.getByLabel('Second code').focus();
  await page.keyboard.press('Enter');
  await page.locator('#user-facts').getByText('authenticator app').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('#user').waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: 'Evaluate now' }).focus();
  await page.keyboard.press('Enter');
  await result(page, 'diana.okafor').getByText('COMPLIANT', { exact: true }).waitFor();
  const change = page.locator('#runs > li').first().locator('li');
  expect(await change.allTextContents()).toEqual(['diana.okaforNON_COMPLIANT → COMPLIANT']);
  expect(complaints).toEqual([]);
});

test('a phone that has scanned the secret enrols with the codes it shows', async () => {
  const { page } = await open();
  await page.locator('#users').getByRole('button', { name: 'diana.okafor' }).click();
  await page.getByRole('button', { name: 'Enrol a device' }).click();
  await page.locator('#qr-code').waitFor();
  expect(await page.evaluate(`document.querySelector('#qr-code').decode().then(() => 'decoded')`)).toBe(
    'decoded',
  );
  const secret = (await page.locator('#secret').textContent()) ?? '';
  const phone = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
  await page.getByLabel('First code').fill(phone.generate({ timestamp: NOW.getTime() }));
  await page.getByLabel('Second code').fill(phone.generate({ timestamp: NOW.getTime() + 30_000 }));
  await page.getByRole('button', { name: 'Assign the device' }).click();
  await page.locator('#user-facts').getByText('authenticator app').waitFor();
  expect(userNamed(sandbox.account, 'diana.okafor').mfaDevices).toMatchObject([{ type: 'virtual' }]);
});

test('wrong codes are refused in IAM’s words, and an enrolment that is broken off leaves no device', async () => {
  const { page } = await open();
  const before = sandbox.account.virtualMfaDevices.size;
  await page.locator('#users').getByRole('button', { name: 'diana.okafor' }).click();
  await page.getByRole('button', { name: 'Enrol a device' }).click();
  await page.getByLabel('First code').fill('000000');
  await page.getByLabel('Second code').fill('000001');
  await page.getByRole('button', { name: 'Assign the device' }).click();
  await page.getByText('InvalidAuthenticationCode: Authentication code for device is not valid.').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByText('The enrolment was broken off.').first().waitFor();
  expect(sandbox.account.virtualMfaDevices.size).toBe(before);
});

test('users are added and deleted, and lose and get passwords and tags', async () => {
  const { page } = await open();
  await page.getByLabel('Name of the new user').fill('new.user');
  await page.getByRole('button', { name: 'Add user' }).click();
  await page.locator('#users').getByRole('button', { name: 'new.user' }).click();
  await page.getByRole('button', { name: 'Remove the password' }).click();
  await page.getByRole('button', { name: 'Give a password' }).click();
  await page.getByRole('button', { name: 'Remove the password' }).waitFor();
  await page.getByLabel('Key').fill('mfa-exempt-until');
  await page.getByLabel('Value').fill('2026-04-01');
  await page.getByRole('button', { name: 'Add tag' }).click();
  await page.locator('#user-facts').getByText('mfa-exempt-until=2026-04-01').waitFor();
  await page.getByRole('button', { name: 'Remove tag mfa-exempt-until' }).click();
  await page.locator('#user-facts').getByText('mfa-exempt-until=2026-04-01').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Delete the user' }).click();
  await page.locator('#user').waitFor({ state: 'hidden' });
  expect([...sandbox.account.users].map(({ userName }) => userName)).not.toContain('new.user');
});

test('it shows by itself what others change, and keeps the focus where it is', async () => {
  const { page } = await open();
  await page.locator('#users').getByRole('button', { name: 'gita.rao' }).focus();
  createUser(sandbox.account, { userName: 'from.elsewhere' }, NOW);
  await page.locator('#users').getByRole('button', { name: 'from.elsewhere' }).waitFor();
  expect(await page.locator(':focus').textContent()).toBe('gita.rao');
  deleteUser(sandbox.account, userNamed(sandbox.account, 'from.elsewhere'));
  await page.locator('#users').getByRole('button', { name: 'from.elsewhere' }).waitFor({ state: 'detached' });
});

test('the clock moves on', async () => {
  const { page } = await open();
  expect(await page.locator('#clock').textContent()).toBe('2026-03-02 09:00:00 UTC');
  await page.getByRole('button', { name: '+ 1 day' }).click();
  await page.locator('#clock').getByText('2026-03-03 09:00:00 UTC').waitFor();
});

test('names and tags full of scripts and bidi tricks do nothing, and are shown', async () => {
  for (const [at, text] of HOSTILE.entries()) {
    createUser(
      sandbox.account,
      { userName: `${text}${at}`, path: `/${text}/`, tags: [{ Key: text, Value: text }] },
      NOW,
    );
  }
  const { page, complaints } = await open();
  expect(await page.locator('#users tr').count()).toBe(13 + HOSTILE.length);
  expect(await page.locator('#users').textContent()).toContain('<script>globalThis.pwned = 1</script>0');
  await page.locator('#users').getByRole('button', { name: 'admin\\u{202e}nimda6' }).click();
  await page.locator('#user-facts').getByText('admin\\u{202e}nimda=admin\\u{202e}nimda').waitFor();
  expect(await page.evaluate('globalThis.pwned')).toBeUndefined();
  expect(await page.locator('main img, main script, [onmouseover]').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('a page of another origin can neither change nor read anything', async () => {
  const other = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>evil</title>');
  });
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  try {
    const { page } = await openPage(browser, `http://127.0.0.1:${port}/`);
    const body = JSON.stringify({ type: 'create user', userName: 'evil', password: false });
    const attempt = (init: string) =>
      page.evaluate(
        `fetch('${sandbox.url}/console/actions', ${init}).then(({ type, status }) => type + ' ' + status, () => 'refused')`,
      );
    expect(await attempt(`{ method: 'POST', mode: 'no-cors', body: '${body}' }`)).toBe('refused');
    expect(
      await attempt(`{ method: 'POST', headers: { 'content-type': 'application/json' }, body: '${body}' }`),
    ).toBe('refused');
    expect(
      await page.evaluate(`fetch('${sandbox.url}/console/state').then(() => 'read', () => 'refused')`),
    ).toBe('refused');
    expect([...sandbox.account.users].map(({ userName }) => userName)).not.toContain('evil');
  } finally {
    other.closeAllConnections();
    other.close();
  }
});

test('5,000 users are searched at once', async () => {
  await sandbox.close();
  const account = generateAccount({ users: 5000, seed: 7, kind: 'people', now: NOW });
  sandbox = await startSandbox({ account, clock: SandboxClock.frozen(NOW) });
  const { page } = await open();
  const type = (text: string) =>
    untilPainted(
      page,
      `search.value = '${text}'; search.dispatchEvent(new Event('input', { bubbles: true }))`,
    );
  for (const text of ['o', 'oka', 'nobody is called that', '']) expect(await type(text)).toBeLessThan(1000);
  expect(await page.locator('#users tr').count()).toBe(100);
  await page.locator('#more-users').click();
  expect(await page.locator('#users tr').count()).toBe(600);
});

test('a sandbox that has ended is said to have ended', async () => {
  const { page } = await open();
  await sandbox.close();
  await page.getByText('The sandbox does not answer. Is it still running?').waitFor();
  sandbox = await startSandbox({ account: smallCompany(NOW), clock: SandboxClock.frozen(NOW) });
});
