import { malformedValue } from './malformed';
import type { Shape } from './shape';

/**
 * Reads a value of the AWS JSON 1.1 protocol. Members that the shape does not have are left out.
 *
 * @throws ServiceError SerializationException for a value that its shape cannot hold
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function decodeJson(shape: Shape, value: unknown): unknown {
  switch (shape.type) {
    case 'structure':
      return mapMembers(shape.members, asObject(value), decodeJson);
    case 'list':
      if (!Array.isArray(value)) throw malformed(value, 'a list');
      return value.filter((item) => item !== null).map((item) => decodeJson(shape.member, item));
    case 'map':
      return mapValues(asObject(value), (item) => decodeJson(shape.value, item));
    case 'timestamp':
      if (typeof value !== 'number') throw malformed(value, 'a number of seconds');
      return new Date(value * 1000);
    case 'blob':
      if (typeof value !== 'string') throw malformed(value, 'a string');
      return Buffer.from(value, 'base64');
    default:
      if (typeof value !== shape.type) throw malformed(value, `a ${shape.type}`);
      return value;
  }
}

/** What `JSON.stringify` is given for a value of an answer. */
export function encodeJson(shape: Shape, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  switch (shape.type) {
    case 'structure':
      return mapMembers(shape.members, Object(value), encodeJson);
    case 'list':
      return Array.isArray(value) ? value.map((item) => encodeJson(shape.member, item)) : undefined;
    case 'map':
      return mapValues(Object(value), (item) => encodeJson(shape.value, item));
    case 'timestamp':
      return value instanceof Date ? value.getTime() / 1000 : undefined;
    case 'blob':
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : undefined;
    default:
      return value;
  }
}

function mapMembers(
  members: ReadonlyMap<string, Shape>,
  values: object,
  convert: (shape: Shape, value: unknown) => unknown,
): Record<string, unknown> {
  const structure: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const member = members.get(name);
    if (member !== undefined && value !== null) structure[name] = convert(member, value);
  }
  return structure;
}

function mapValues(values: object, convert: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, convert(value)]));
}

function asObject(value: unknown): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(value, 'an object');
  return value;
}

function malformed(value: unknown, expected: string) {
  return malformedValue('SerializationException', JSON.stringify(value) ?? '', expected);
}
