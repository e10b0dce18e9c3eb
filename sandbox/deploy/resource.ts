import * as v from 'valibot';
import type { Account } from '../account/account';
import type { Messaging } from '../events/messaging';
import type { ConfigHooks } from '../services/config/config-hooks';
import type { Automation } from '../ssm/automation';
import type { Functions } from './functions';
import { checked, type Json } from './template';

/** What a resource gives to those that refer to it. */
export interface CreatedResource {
  /** What Ref gives. */
  readonly ref: string;
  /** What Fn::GetAtt gives. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A resource of a template, with every reference in it resolved. */
export interface ResourceRequest {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, Json>>;
  /** Where an asset lies, by the key of the object it would be uploaded as. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Where resources are created. */
export interface Target {
  readonly account: Account;
  readonly functions: Functions;
  readonly config: ConfigHooks;
  readonly automation: Automation;
  readonly messaging: Messaging;
  readonly now: () => Date;
}

/** @throws SandboxError or ServiceError if the account does not take the resource. */
export type CreateResource = (request: ResourceRequest, target: Target) => CreatedResource;

/** The properties, as the schema types them. @throws SandboxError `InvalidProperties` */
export function propertiesOf<Schema extends v.GenericSchema>(
  schema: Schema,
  { logicalId, type, properties }: ResourceRequest,
): v.InferOutput<Schema> {
  return checked(schema, properties, 'InvalidProperties', `${logicalId} (${type})`);
}

/** A name like the ones CloudFormation makes: stack, logical id and something unique. */
export function physicalName(
  { stackName, logicalId }: ResourceRequest,
  { account }: Target,
  longest = 64,
): string {
  const unique = account.ids.unique('AROA').slice(4, 16);
  return `${`${stackName}-${logicalId}`.slice(0, longest - unique.length - 1)}-${unique}`;
}

/** Numbers may come as strings in a template. */
export const numeric = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.number());

/** A policy document, which IAM takes as JSON text. */
export const policyDocument = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((document) => JSON.stringify(document)),
);

export const names = v.optional(v.array(v.string()), []);
