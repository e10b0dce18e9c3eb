import type { Shape } from './shape';

/** Writes a value as the elements inside its own, as the answers of the AWS Query protocol hold it. */
export function encodeXml(shape: Shape, value: unknown): string {
  if (value === undefined || value === null) return '';
  switch (shape.type) {
    case 'structure':
      return encodeStructure(shape.members, value);
    case 'list':
      return asArray(value).reduce<string>(
        (xml, item) => xml + element('member', encodeXml(shape.member, item)),
        '',
      );
    case 'map':
      return Object.entries(value).reduce(
        (xml, [key, item]) =>
          xml +
          element('entry', element('key', escapeXml(key)) + element('value', encodeXml(shape.value, item))),
        '',
      );
    case 'timestamp':
      return value instanceof Date ? toIso(value) : '';
    case 'blob':
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : '';
    default:
      return escapeXml(String(value));
  }
}

export function element(name: string, content: string): string {
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

export function escapeXml(text: string): string {
  return /[&<>"'\r]/.test(text)
    ? text.replace(/[&<>"'\r]/g, (character) => ESCAPES.get(character) ?? '')
    : text;
}

const ESCAPES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['\r', '&#xD;'],
]);

function encodeStructure(members: ReadonlyMap<string, Shape>, value: object): string {
  let xml = '';
  for (const [name, member] of members) {
    const item: unknown = Reflect.get(value, name);
    if (item !== undefined && item !== null) xml += element(name, encodeXml(member, item));
  }
  return xml;
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Without milliseconds where there are none, as AWS writes it. */
function toIso(instant: Date): string {
  return instant.toISOString().replace('.000Z', 'Z');
}
