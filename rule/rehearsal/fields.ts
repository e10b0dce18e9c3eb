/** A JSON object that may hold anything. */
export type Fields = Readonly<Record<string, unknown>>;

const NONE: Fields = {};

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object, or an empty one; CloudTrail writes `null` for what an event does not have. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : NONE;
}

/** The string, unless it is empty: CloudTrail also writes `""` for what an event does not have. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** CloudTrail writes truth values as `true` in some places and as `"true"` in others. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
