import { contentSecurityPolicy, readAsset } from '../../html/assets';
import { data, type Html, html as markup, verbatim } from '../../html/markup';
import { instant } from '../../html/phrases';
import { capitalize } from '../../text/capitalize';
import { timeline } from '../html/timeline';
import { totals } from '../html/totals';
import { deniedUsers, idleUsers, reasonsIn, unaffectedUsers, unknownUsers } from '../html/users';
import { headline, limits, number, remediesFor, sourceName, subjectOf } from '../phrases';
import { type RehearsalReport, regionsOf } from '../report';

/** For the meeting where the date is set: one page that needs nothing else, and no script. */
export function html(report: RehearsalReport): string {
  const style = readAsset('report.css', 'rehearsal.css');
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${contentSecurityPolicy(style)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>MFA rehearsal of ${subjectOf(report)}${report.complete ? '' : ' (incomplete)'}</title>
<style>${verbatim(style.text)}</style>
</head>
<body>
<header>
<p class="kicker">Rehearsal of MFA enforcement</p>
<h1>${capitalize(subjectOf(report))}</h1>
<p class="headline">${headline(report)}</p>
${facts(report)}
</header>
<main>
${incompleteNotice(report)}
<section aria-labelledby="totals-title">
<h2 id="totals-title">Users</h2>
${totals(report)}
</section>
${timeline(report)}
${remedies(report)}
${deniedUsers(report)}
${unknownUsers(report)}
${unaffectedUsers(report)}
${idleUsers(report)}
<section aria-labelledby="limits-title">
<h2 id="limits-title">What was not read</h2>
<ul class="limits">${limits(report).map((sentence) => markup`<li>${data(sentence)}</li>`)}</ul>
</section>
</main>
<footer><p>Each recorded call was held against the policy that enforcement would attach. Written by iam-console-mfa; nothing was changed in the account.</p></footer>
</body>
</html>
`.toString();
}

function facts(report: RehearsalReport): Html {
  const { window, source, rehearsal, exemptAccessKeys } = report;
  return markup`<dl class="facts">
<div><dt>From</dt><dd>${instant(window.from)}</dd></div>
<div><dt>To</dt><dd>${instant(window.to)}</dd></div>
<div><dt>Source</dt><dd>${sourceName(source)}</dd></div>
<div><dt>Regions</dt><dd>${data(regionsOf(report).join(', ') || 'none')}</dd></div>
<div><dt>Events read</dt><dd>${number(rehearsal.events)}</dd></div>
<div><dt>Access keys</dt><dd>${exemptAccessKeys ? 'exempt from the policy' : 'bound by the policy'}</dd></div>
</dl>`;
}

/** Says, before anything else, that this is not the whole, and why. */
function incompleteNotice({ complete, problems, rehearsal }: RehearsalReport): Html | undefined {
  const { unreadable } = rehearsal;
  if (complete && unreadable.size === 0) return undefined;
  const records =
    unreadable.size === 0
      ? undefined
      : markup`<li>Records that are not events: ${data(reasonsIn(unreadable))}</li>`;
  return markup`<section class="incomplete" aria-labelledby="incomplete-title">
<h2 id="incomplete-title">Incomplete</h2>
<p>Not everything could be read. What follows is true, and not the whole.</p>
<ul>${problems.map(({ message }) => markup`<li>${data(message)}</li>`)}${records}</ul>
</section>`;
}

function remedies(report: RehearsalReport): Html | undefined {
  const items = remediesFor(report).map(({ who, what }) => markup`<li><strong>${who}</strong>: ${what}</li>`);
  if (items.length === 0) return undefined;
  return markup`<section aria-labelledby="remedies-title">
<h2 id="remedies-title">What to do</h2>
<div class="remedies"><ul>${items}</ul></div>
</section>`;
}
