import { type MfaDevice, mfaDeviceType } from '../../rule/core/mfa-device';
import { deviceTypesOf } from '../audit/device-types';
import type { Row } from '../audit/report';
import { type Html, html } from './markup';
import { DEVICE_NAMES, instant } from './phrases';
import { deviceTypeNames } from './reason';

/** The devices of a user, a line each, with since when the user has it; types alone where no device is known. */
export function devicesOf({ devices = [], result }: Row): Html {
  if (devices.length === 0) return html`${deviceTypeNames(deviceTypesOf(result))}`;
  return html`${devices.map((device, at) => html`${at === 0 ? '' : html`<br>`}${named(device)}`)}`;
}

/** The same below a text; nothing where no device is known. */
export function devicesBelow(row: Row): Html | undefined {
  return row.devices === undefined || row.devices.length === 0 ? undefined : html`<br>${devicesOf(row)}`;
}

function named({ serialNumber, enableDate }: MfaDevice): Html {
  const name = DEVICE_NAMES[mfaDeviceType(serialNumber)];
  return enableDate === undefined ? html`${name}` : html`${name} since ${instant(enableDate)}`;
}
