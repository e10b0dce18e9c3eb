import * as v from 'valibot';
import { SandboxError } from '../errors';

/** Any value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** An object of JSON, as JSON.parse gave it. */
function objectOf<Member>() {
  return v.custom<Readonly<Record<string, Member>>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'an object is expected',
  );
}

const logicalIds = v.union([
  v.pipe(
    v.string(),
    v.transform((logicalId) => [logicalId]),
  ),
  v.array(v.string()),
]);

const resource = v.object({
  Type: v.string(),
  Properties: v.optional(objectOf<Json>(), {}),
  DependsOn: v.optional(logicalIds, []),
  Condition: v.optional(v.string()),
});

const template = v.object({
  Parameters: v.optional(objectOf<{ readonly Default?: Json }>(), {}),
  Mappings: v.optional(objectOf<Readonly<Record<string, Readonly<Record<string, Json>>>>>(), {}),
  Conditions: v.optional(objectOf<Json>(), {}),
  Resources: v.record(v.string(), resource),
});

/** The parts of a CloudFormation template that make a difference here. */
export type Template = v.InferOutput<typeof template>;

/** @throws SandboxError `InvalidTemplate` */
export function parseTemplate(value: unknown, name: string): Template {
  return checked(template, value, 'InvalidTemplate', name);
}

/** @throws SandboxError with the code, saying where the value is not as it must be. */
export function checked<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  code: string,
  what: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const faults = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  throw new SandboxError(code, `${what} cannot be used: ${faults.join('; ')}`);
}
