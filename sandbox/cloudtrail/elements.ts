import type { Shape } from '../wire/shape';
import type { Elements } from './cloudtrail-record';

/**
 * What CloudTrail leaves out of requests and answers. It does keep session tokens; they are left out here because the
 * sandbox checks no signatures: with the token of a session, whoever reads the log could act in it.
 */
const LEFT_OUT = new Set([
  'Password',
  'OldPassword',
  'NewPassword',
  'AuthenticationCode1',
  'AuthenticationCode2',
  'TokenCode',
  'SecretAccessKey',
  'SessionToken',
  'Base32StringSeed',
  'QRCodePNG',
]);

/** What is written of a value that stays secret, but whose name may be known. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';
const WRITTEN_AS_HIDDEN = new Set(['ResultToken']);

/** A request or an answer, in the shape of the AWS SDK, as CloudTrail writes it; null if nothing of it is left. */
export function elementsOf(shape: Shape, value: unknown): Elements | null {
  const elements = structure(shape, Object(value));
  return Object.keys(elements).length === 0 ? null : elements;
}

function written(shape: Shape | undefined, value: unknown): unknown {
  if (value instanceof Date) return dateText(value);
  if (Array.isArray(value)) {
    const member = shape?.type === 'list' ? shape.member : undefined;
    return value.map((item) => written(member, item));
  }
  if (typeof value !== 'object' || value === null) return value;
  if (shape?.type === 'map') {
    const entries = Object.entries(value).map(([key, item]) => [key, written(shape.value, item)]);
    return Object.fromEntries(entries);
  }
  return structure(shape, value);
}

/** A shape without members is one that the sandbox has not read: its values tell what they are. */
function structure(shape: Shape | undefined, value: object): Record<string, unknown> {
  const members = shape?.type === 'structure' ? shape.members : undefined;
  const elements: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined || member === null || LEFT_OUT.has(name)) continue;
    const key = name.charAt(0).toLowerCase() + name.slice(1);
    elements[key] = WRITTEN_AS_HIDDEN.has(name) ? HIDDEN : written(members?.get(name), member);
  }
  return elements;
}

const DATE = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'medium' });

/** As in `Nov 30, 2024, 8:43:17 PM`, with plain spaces. */
function dateText(instant: Date): string {
  return DATE.format(instant).replace(/\s/g, ' ');
}
