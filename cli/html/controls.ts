import { MFA_DEVICE_TYPES } from '../../rule/core/mfa-device';
import { CATEGORIES, rowsIn } from '../audit/categories';
import type { Report } from '../audit/report';
import { type Html, html } from './markup';
import { CATEGORY_NAMES, DEVICE_NAMES } from './phrases';

/** Search and filters. They are hidden until the script, without which they would do nothing, shows them. */
export function controls(report: Report): Html {
  const categories = CATEGORIES.filter((category) => rowsIn(report, category).length > 0).map(
    (category) =>
      html`<label class="toggle ${category}"><input type="checkbox" name="category" value="${category}" checked>${CATEGORY_NAMES[category].name}</label>`,
  );
  const types = MFA_DEVICE_TYPES.map((type) => html`<option value="${type}">${DEVICE_NAMES[type]}</option>`);
  return html`<form id="controls" role="search" aria-label="Users" hidden>
<label class="field">Search <input type="search" id="search" autocomplete="off" spellcheck="false"></label>
<fieldset><legend class="sr">Results shown</legend>${categories}</fieldset>
<label class="field">Device <select id="device"><option value="">any or none</option>${types}<option value="none">none known</option></select></label>
<output id="shown" aria-live="polite"></output>
</form>`;
}
