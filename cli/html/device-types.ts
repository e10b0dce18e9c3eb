import { MFA_DEVICE_TYPES } from '../../rule/core/mfa-device';
import { deviceTypesOf } from '../audit/device-types';
import type { Report } from '../audit/report';
import { type Html, html } from './markup';
import { count, DEVICE_NAMES } from './phrases';

/** How many users have a device of each type. */
export function deviceTypes({ rows, parameters }: Report): Html {
  const types = rows.flatMap(({ result }) => deviceTypesOf(result));
  const counts = MFA_DEVICE_TYPES.map((type) => ({
    type,
    users: types.filter((other) => other === type).length,
  }));
  const most = Math.max(1, ...counts.map(({ users }) => users));
  const rowsOfTable = counts.map(
    ({ type, users }) => html`<tr>
<th scope="row">${DEVICE_NAMES[type]}${parameters.acceptedMfaTypes.includes(type) ? '' : ' (not accepted)'}</th>
<td class="bar"><svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none"><rect class="track" width="100" height="10"/><rect class="fill" width="${(100 * users) / most}" height="10"/></svg></td>
<td class="number">${count(users, 'user')}</td>
</tr>`,
  );
  return html`<table class="device-types"><caption>Users by the type of their devices</caption><tbody>${rowsOfTable}</tbody></table>
<p class="note">As far as this audit had to ask: not about users who are exempt or have no password, nor about further devices of those who pass.</p>`;
}
