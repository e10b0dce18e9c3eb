import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { html } from '../../cli/formats/html';
import { html as rehearsalPage } from '../../cli/rehearse/formats/html';
import { enrolVirtualDevice } from '../../demo/enrolment';
import { EXEMPTION_TAG, smallCompany } from '../../demo/generator/small-company';
import { synthesize } from '../../lib/synthesize';
import { SandboxClock } from '../../sandbox/account/clock';
import { startSandbox } from '../../sandbox/sandbox';
import { launchChromium, openPage } from '../support/browser/chromium';
import { largeAudit } from '../support/html/audits';
import { companyRehearsal } from '../support/rehearsal/company';

const NOW = new Date('2026-03-02T09:00:00Z');
const A_MINUTE = 60_000;
const DOCS = join(__dirname, '../../docs');

/** Makes the README's pictures anew: `npx tsx test/browser/screenshots.ts`. */
async function main(directory: string): Promise<void> {
  const browser = await launchChromium();
  try {
    const file = join(directory, 'report.html');
    writeFileSync(file, html(largeAudit(120)));
    const report = await openPage(browser, pathToFileURL(file).href, {
      viewport: { width: 1200, height: 1400 },
    });
    await report.page.screenshot({ path: join(DOCS, 'report.png') });

    writeFileSync(file, rehearsalPage(companyRehearsal()));
    const rehearsal = await openPage(browser, pathToFileURL(file).href, {
      viewport: { width: 1200, height: 1400 },
    });
    await rehearsal.page.screenshot({ path: join(DOCS, 'rehearsal.png') });

    synthesize({ exemptUsers: 'break-glass', exemptionTag: EXEMPTION_TAG, gracePeriodDays: 14 }, directory);
    const sandbox = await startSandbox({ account: smallCompany(NOW), clock: SandboxClock.frozen(NOW) });
    try {
      sandbox.deploy(directory);
      await sandbox.settled();
      await sandbox.advance(A_MINUTE);
      await enrolVirtualDevice(sandbox, 'diana.okafor');
      await sandbox.evaluate();
      const { page } = await openPage(browser, sandbox.url, { viewport: { width: 1420, height: 800 } });
      await page.locator('#users tr').first().waitFor();
      await page.screenshot({ path: join(DOCS, 'console.png') });
    } finally {
      await sandbox.close();
    }
  } finally {
    await browser.close();
  }
}

// The notice is about versions of the SDK that are not installed here.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
const directory = mkdtempSync(join(tmpdir(), 'screenshots-'));
main(directory)
  .finally(() => rmSync(directory, { recursive: true }))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
