import { quoted, SandboxError, ServiceError } from '../errors';
import type { SynthesizedStack } from './assembly';
import { resolve, type Scope } from './intrinsics';
import type { CreatedResource, Target } from './resource';
import { creatorOf, RESOURCE_TYPES } from './resources';
import type { Json } from './template';

/** The resources of a stack by logical id; one whose condition is false is not among them. */
export type DeployedStack = ReadonlyMap<string, CreatedResource>;

/**
 * Creates the resources of a template, each after those that it refers to or depends on.
 *
 * @throws SandboxError `UnsupportedResource`, `CircularDependency`, `ResourceRefused` and those of its resources,
 * naming the resource. What was created before stays.
 */
export function deployStack(stack: SynthesizedStack, target: Target): DeployedStack {
  const deployment = new Deployment(stack, target);
  for (const logicalId of Object.keys(stack.template.Resources)) deployment.createIfWanted(logicalId);
  return deployment.created;
}

class Deployment implements Scope {
  readonly created = new Map<string, CreatedResource>();
  readonly #stack: SynthesizedStack;
  readonly #target: Target;
  readonly #pseudoParameters: Readonly<Record<string, string>>;
  readonly #beingCreated = new Set<string>();

  constructor(stack: SynthesizedStack, target: Target) {
    this.#stack = stack;
    this.#target = target;
    const { accountId, partition, region } = target.account;
    this.#pseudoParameters = {
      'AWS::AccountId': accountId,
      'AWS::Partition': partition,
      'AWS::Region': region,
      'AWS::StackName': stack.stackName,
      'AWS::StackId': `arn:${partition}:cloudformation:${region}:${accountId}:stack/${stack.stackName}/sandbox`,
      'AWS::URLSuffix': partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    };
  }

  createIfWanted(logicalId: string): void {
    const condition = this.#stack.template.Resources[logicalId]?.Condition;
    if (condition === undefined || this.condition(condition)) this.#resource(logicalId);
  }

  parameter(name: string): Json | undefined {
    return this.#pseudoParameters[name] ?? this.#stack.template.Parameters[name]?.Default;
  }

  ref(logicalId: string): string {
    return this.#resource(logicalId).ref;
  }

  attribute(logicalId: string, name: string): string {
    return this.#resource(logicalId).attributes[name] ?? unknown(`${logicalId}.${name}`);
  }

  condition(name: string): boolean {
    const condition = this.#stack.template.Conditions[name];
    return condition === undefined ? unknown(name) : resolve(condition, this) === true;
  }

  mapped(map: string, key: string, name: string): Json | undefined {
    return this.#stack.template.Mappings[map]?.[key]?.[name];
  }

  #resource(logicalId: string): CreatedResource {
    const existing = this.created.get(logicalId);
    if (existing !== undefined) return existing;
    if (this.#beingCreated.has(logicalId)) {
      const circle = [...this.#beingCreated, logicalId].join(' → ');
      throw new SandboxError('CircularDependency', `resources depend on each other: ${circle}`);
    }
    this.#beingCreated.add(logicalId);
    const resource = this.#create(logicalId);
    this.#beingCreated.delete(logicalId);
    this.created.set(logicalId, resource);
    return resource;
  }

  #create(logicalId: string): CreatedResource {
    const { stackName, template, assets } = this.#stack;
    const resource = template.Resources[logicalId] ?? unknown(logicalId);
    const { Type: type } = resource;
    const create = creatorOf(type);
    if (create === undefined) {
      const types = Object.keys(RESOURCE_TYPES).join(', ');
      throw new SandboxError('UnsupportedResource', `${logicalId} is a ${type}; the sandbox knows ${types}`);
    }
    for (const dependency of resource.DependsOn) this.createIfWanted(dependency);
    const properties: Record<string, Json> = {};
    for (const [name, value] of Object.entries(resource.Properties)) {
      const resolved = resolve(value, this);
      if (resolved !== undefined) properties[name] = resolved;
    }
    try {
      return create({ stackName, logicalId, type, properties, assets }, this.#target);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const why = `${error.code}: ${error.message}`;
      throw new SandboxError('ResourceRefused', `${logicalId} (${type}) was refused: ${why}`, {
        cause: error,
      });
    }
  }
}

function unknown(name: string): never {
  throw new SandboxError(
    'UnknownReference',
    `the template refers to ${quoted(name)}, which it does not hold`,
  );
}
