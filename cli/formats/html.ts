import { CATEGORIES } from '../audit/categories';
import { isOfOrganization, type Report } from '../audit/report';
import { subjectOf, subjectTitle } from '../audit/subject';
import { accountsSection } from '../html/accounts';
import { contentSecurityPolicy, readAsset } from '../html/assets';
import { changesSection } from '../html/changes';
import { controls } from '../html/controls';
import { deviceTypes } from '../html/device-types';
import { incompleteNotice } from '../html/incomplete';
import { data, html as markup, verbatim } from '../html/markup';
import { instant } from '../html/phrases';
import { policySummary } from '../html/policy-summary';
import { headline, totals } from '../html/totals';
import { userTable } from '../html/user-tables';

/** For managers and auditors: one page that needs nothing else, and nothing of its script to be read. */
export function html(report: Report): string {
  const style = readAsset('report.css');
  const script = readAsset('report.js');
  const { partition, region, callerArn, time, parameters } = report;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${contentSecurityPolicy(style, script)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Console MFA of ${subjectOf(report)}${report.complete ? '' : ' (incomplete)'}</title>
<style>${verbatim(style.text)}</style>
</head>
<body>
<header>
<p class="kicker">IAM console MFA audit</p>
<h1>${subjectTitle(report)}</h1>
<p class="headline">${headline(report)}</p>
<dl class="facts">
<div><dt>Judged at</dt><dd>${instant(time)}</dd></div>
<div><dt>Read by</dt><dd>${data(callerArn)}</dd></div>
<div><dt>Partition, region</dt><dd>${data(partition)}, ${data(region)}</dd></div>
</dl>
</header>
<main>
${incompleteNotice(report)}
<section aria-labelledby="totals-title">
<h2 id="totals-title">Totals</h2>
${totals(report)}
</section>
<div class="columns">
<section aria-labelledby="policy-title">
<h2 id="policy-title">Policy</h2>
${policySummary(parameters)}
</section>
<section aria-labelledby="devices-title">
<h2 id="devices-title">Devices</h2>
${deviceTypes(report)}
</section>
</div>
${accountsSection(report)}
${changesSection(report)}
${controls(report)}
${CATEGORIES.map((category) => userTable(report, category))}
</main>
<footer><p>Every verdict follows from what IAM answered in this audit about that user id. Written by iam-console-mfa; nothing was changed in the account${isOfOrganization(report) ? 's' : ''}.</p></footer>
<script>${verbatim(script.text)}</script>
</body>
</html>
`.toString();
}
