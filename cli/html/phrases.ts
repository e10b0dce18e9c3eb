import { formatInstant } from '../../rule/core/calendar';
import type { MfaDeviceType } from '../../rule/core/mfa-device';
import type { Category } from '../audit/categories';
import { type Html, html } from './markup';

/** Device types as people know them. */
export const DEVICE_NAMES: Readonly<Record<MfaDeviceType, string>> = {
  virtual: 'authenticator app',
  fido: 'passkey or security key',
  'hardware-totp': 'hardware token',
  sms: 'text message',
};

/** A category in a word or two, and as AWS Config calls it. */
export const CATEGORY_NAMES: Readonly<
  Record<Category, { readonly name: string; readonly compliance: string }>
> = {
  failing: { name: 'Failing', compliance: 'NON_COMPLIANT' },
  unread: { name: 'Not read', compliance: 'no verdict' },
  grace: { name: 'In grace', compliance: 'COMPLIANT until grace ends' },
  exempt: { name: 'Exempt', compliance: 'NOT_APPLICABLE' },
  passing: { name: 'Passing', compliance: 'COMPLIANT' },
};

/** An instant in UTC, e.g. `2027-02-01 08:30:00 UTC`. Sorts as text. */
export function instant(at: Date): Html {
  const text = formatInstant(at);
  return html`<time datetime="${text}">${text.replace('T', ' ').replace('Z', ' UTC')}</time>`;
}

export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? singular : plural}`;
}

/** `a, b or c` */
export function either(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`;
}
