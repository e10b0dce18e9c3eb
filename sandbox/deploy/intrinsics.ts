import { quoted, SandboxError } from '../errors';
import type { Json } from './template';

/** What the functions of a template refer to. */
export interface Scope {
  /** The value of a parameter, pseudo parameters among them; undefined if there is none of that name. */
  parameter(name: string): Json | undefined;
  /** What Ref gives for a resource. @throws SandboxError `UnknownReference` */
  ref(logicalId: string): string;
  /** What Fn::GetAtt gives. @throws SandboxError `UnknownReference` */
  attribute(logicalId: string, name: string): string;
  /** @throws SandboxError `UnknownReference` */
  condition(name: string): boolean;
  mapped(map: string, key: string, name: string): Json | undefined;
}

const NO_VALUE = Symbol('AWS::NoValue');
type Resolved = Json | typeof NO_VALUE;
type Intrinsic = (argument: Json, scope: Scope) => Resolved;

/**
 * Replaces the functions in a value of a template by what they give.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 * @returns undefined for `AWS::NoValue`.
 * @throws SandboxError `UnsupportedFunction`, `UnknownReference`, `InvalidTemplate`
 */
export function resolve(value: Json, scope: Scope): Json | undefined {
  const resolved = resolveAny(value, scope);
  return resolved === NO_VALUE ? undefined : resolved;
}

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => ref(text(argument, 'Ref'), scope),
  Condition: (argument, scope) => scope.condition(text(argument, 'Condition')),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId = '', ...name] =
      typeof argument === 'string' ? argument.split('.') : list(argument, 'Fn::GetAtt').map(String);
    return scope.attribute(logicalId, name.join('.'));
  },
  'Fn::Join': (argument, scope) => {
    const [delimiter, items] = list(argument, 'Fn::Join');
    return list(given(items, scope, 'Fn::Join'), 'Fn::Join')
      .map((item) => text(item, 'Fn::Join'))
      .join(text(delimiter, 'Fn::Join'));
  },
  'Fn::Sub': (argument, scope) => {
    if (typeof argument === 'string') return substitute(argument, {}, scope);
    const [template, variables] = list(argument, 'Fn::Sub');
    return substitute(
      text(template, 'Fn::Sub'),
      members(given(variables, scope, 'Fn::Sub'), 'Fn::Sub'),
      scope,
    );
  },
  'Fn::If': (argument, scope) => {
    const [condition, whenTrue, whenFalse] = list(argument, 'Fn::If');
    const chosen = scope.condition(text(condition, 'Fn::If')) ? whenTrue : whenFalse;
    return chosen === undefined ? NO_VALUE : resolveAny(chosen, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [one, other] = list(given(argument, scope, 'Fn::Equals'), 'Fn::Equals');
    return JSON.stringify(one) === JSON.stringify(other);
  },
  'Fn::Not': (argument, scope) => list(given(argument, scope, 'Fn::Not'), 'Fn::Not')[0] === false,
  'Fn::And': (argument, scope) => list(given(argument, scope, 'Fn::And'), 'Fn::And').every(isTrue),
  'Fn::Or': (argument, scope) => list(given(argument, scope, 'Fn::Or'), 'Fn::Or').some(isTrue),
  'Fn::Select': (argument, scope) => {
    const [index, items] = list(given(argument, scope, 'Fn::Select'), 'Fn::Select');
    return list(items, 'Fn::Select')[Number(index)] ?? fault('Fn::Select', argument);
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, source] = list(given(argument, scope, 'Fn::Split'), 'Fn::Split');
    return text(source, 'Fn::Split').split(text(delimiter, 'Fn::Split'));
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, key, name] = list(given(argument, scope, 'Fn::FindInMap'), 'Fn::FindInMap').map(String);
    return scope.mapped(map ?? '', key ?? '', name ?? '') ?? fault('Fn::FindInMap', argument);
  },
};

function resolveAny(value: Json, scope: Scope): Resolved {
  if (Array.isArray(value)) {
    return value.map((item) => resolveAny(item, scope)).filter((item) => item !== NO_VALUE);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && isFunction(...only)) return call(...only, scope);
  const resolved: Record<string, Json> = {};
  for (const [name, member] of entries) {
    const given = resolveAny(member, scope);
    if (given !== NO_VALUE) resolved[name] = given;
  }
  return resolved;
}

/** A `Condition` that is no name is a member of a policy's statement. */
function isFunction(name: string, argument: Json): boolean {
  return name === 'Ref' || name.startsWith('Fn::') || (name === 'Condition' && typeof argument === 'string');
}

function call(name: string, argument: Json, scope: Scope): Resolved {
  const intrinsic = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
  if (intrinsic !== undefined) return intrinsic(argument, scope);
  const known = Object.keys(INTRINSICS).join(', ');
  throw new SandboxError('UnsupportedFunction', `the sandbox knows ${known}, and not ${name}`);
}

function ref(name: string, scope: Scope): Resolved {
  if (name === 'AWS::NoValue') return NO_VALUE;
  return scope.parameter(name) ?? scope.ref(name);
}

/** `${Name}`, `${Resource.Attribute}`, and `${!Literal}` for `${Literal}` itself. */
function substitute(template: string, variables: Readonly<Record<string, Json>>, scope: Scope): string {
  return template.replace(/\$\{([^}]+)\}/g, (_whole, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const variable = variables[name];
    if (variable !== undefined) return text(variable, 'Fn::Sub');
    const [logicalId = '', ...attribute] = name.split('.');
    if (attribute.length > 0) return scope.attribute(logicalId, attribute.join('.'));
    return text(scope.parameter(name) ?? scope.ref(name), 'Fn::Sub');
  });
}

function given(value: Json | undefined, scope: Scope, name: string): Json {
  return (value === undefined ? undefined : resolve(value, scope)) ?? fault(name, value ?? null);
}

function text(value: Json | undefined, name: string): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return fault(name, value ?? null);
}

function list(value: Json | undefined, name: string): readonly Json[] {
  return Array.isArray(value) ? value : fault(name, value ?? null);
}

function members(value: Json, name: string): Readonly<Record<string, Json>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fault(name, value);
  return value as Readonly<Record<string, Json>>;
}

function isTrue(value: Json): boolean {
  return value === true;
}

function fault(name: string, argument: Json): never {
  throw new SandboxError('InvalidTemplate', `${name} cannot be given ${quoted(argument)}`);
}
