import type * as iam from '@aws-sdk/client-iam';
import { NormalizedSchema } from '@smithy/core/schema';

/** What a value looks like on the wire, read from the schemas that the AWS SDK carries of its services. */
export type Shape =
  | { readonly type: 'structure'; readonly name: string; readonly members: ReadonlyMap<string, Shape> }
  | { readonly type: 'list'; readonly member: Shape }
  | { readonly type: 'map'; readonly value: Shape }
  | { readonly type: 'string' | 'boolean' | 'number' | 'timestamp' | 'blob' };

export interface Operation {
  readonly input: Shape;
  readonly output: Shape;
}

/** The operations of a service by name. */
export interface NamedOperations {
  /** Undefined for a name that the service does not have. */
  named(action: string): Operation | undefined;
}

/** The operations of a client module of the AWS SDK, which exports the schema of `ListUsers` as `ListUsers$`. */
export class Operations implements NamedOperations {
  readonly #schemas: ReadonlyMap<string, unknown>;
  readonly #read = new Map<string, Operation>();

  constructor(clientModule: object) {
    this.#schemas = new Map(Object.entries(clientModule));
  }

  named(action: string): Operation | undefined {
    const known = this.#read.get(action);
    if (known !== undefined) return known;
    const schema = this.#schemas.get(`${action}$`);
    if (!isOperationSchema(schema)) return undefined;
    const operation = { input: toShape(schema[4]), output: toShape(schema[5]) };
    this.#read.set(action, operation);
    return operation;
  }
}

type OperationSchema = typeof iam.ListUsers$;
type SchemaRef = OperationSchema[4];

const OPERATION = 9;

function isOperationSchema(value: unknown): value is OperationSchema {
  return Array.isArray(value) && value[0] === OPERATION;
}

function toShape(ref: SchemaRef): Shape {
  return shapeOf(NormalizedSchema.of(ref), new Map());
}

/** @param open the structures being read, since a structure may hold itself */
function shapeOf(schema: NormalizedSchema, open: Map<string, Shape>): Shape {
  if (schema.isUnitSchema()) return { type: 'structure', name: 'Unit', members: new Map() };
  if (schema.isStructSchema()) return structureOf(schema, open);
  if (schema.isListSchema()) return { type: 'list', member: shapeOf(schema.getValueSchema(), open) };
  if (schema.isMapSchema()) return { type: 'map', value: shapeOf(schema.getValueSchema(), open) };
  if (schema.isTimestampSchema()) return { type: 'timestamp' };
  if (schema.isBlobSchema()) return { type: 'blob' };
  if (schema.isBooleanSchema()) return { type: 'boolean' };
  if (schema.isNumericSchema()) return { type: 'number' };
  if (schema.isStringSchema()) return { type: 'string' };
  throw new TypeError(`no protocol of the sandbox carries the shape ${schema.getName(true)}`);
}

function structureOf(schema: NormalizedSchema, open: Map<string, Shape>): Shape {
  const name = schema.getName() ?? '';
  const known = open.get(name);
  if (known !== undefined) return known;
  const members = new Map<string, Shape>();
  const structure: Shape = { type: 'structure', name, members };
  open.set(name, structure);
  for (const [memberName, member] of schema.structIterator()) members.set(memberName, shapeOf(member, open));
  return structure;
}
