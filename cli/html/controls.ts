import { MFA_DEVICE_TYPES } from '../../rule/core/mfa-device';
import type { Report } from '../audit/report';
import { KINDS, NAMES, rowsOfKind } from './kinds';
import { type Html, html } from './markup';
import { DEVICE_NAMES } from './words';

/** Search and filters. They are hidden until the script, without which they would do nothing, shows them. */
export function controls(audit: Report): Html {
  const kinds = KINDS.filter((kind) => rowsOfKind(audit, kind).length > 0).map(
    (kind) =>
      html`<label class="toggle ${kind}"><input type="checkbox" name="kind" value="${kind}" checked>${NAMES[kind].name}</label>`,
  );
  const types = MFA_DEVICE_TYPES.map((type) => html`<option value="${type}">${DEVICE_NAMES[type]}</option>`);
  return html`<form id="controls" role="search" aria-label="Users" hidden>
<label class="field">Search <input type="search" id="search" autocomplete="off" spellcheck="false"></label>
<fieldset><legend class="sr">Results shown</legend>${kinds}</fieldset>
<label class="field">Device <select id="device"><option value="">any or none</option>${types}<option value="none">none known</option></select></label>
<output id="shown" aria-live="polite"></output>
</form>`;
}
