import { malformedValue } from './malformed';
import type { Shape } from './shape';

/**
 * Reads a request of the AWS Query protocol, whose parameters spell paths: `Tags.member.1.Key=team`.
 *
 * @throws ServiceError MalformedInput for text that its shape cannot hold
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function decodeQuery(shape: Shape, parameters: Iterable<readonly [string, string]>): unknown {
  return decodeNode(shape, treeOf(parameters));
}

interface Node {
  value: string;
  readonly children: Map<string, Node>;
}

function treeOf(parameters: Iterable<readonly [string, string]>): Node {
  const root = newNode();
  for (const [path, value] of parameters) {
    let node = root;
    for (const step of path.split('.')) {
      const child = node.children.get(step) ?? newNode();
      node.children.set(step, child);
      node = child;
    }
    node.value = value;
  }
  return root;
}

function newNode(): Node {
  return { value: '', children: new Map() };
}

function decodeNode(shape: Shape, node: Node): unknown {
  switch (shape.type) {
    case 'structure':
      return decodeStructure(shape.members, node);
    case 'list':
      return numbered(node.children.get('member')).map((child) => decodeNode(shape.member, child));
    case 'map':
      return decodeMap(shape.value, node);
    case 'string':
      return node.value;
    case 'number':
      return decodeNumber(node.value);
    case 'boolean':
      return decodeBoolean(node.value);
    case 'timestamp':
      return new Date(node.value);
    case 'blob':
      return Buffer.from(node.value, 'base64');
  }
}

function decodeStructure(members: ReadonlyMap<string, Shape>, node: Node): Record<string, unknown> {
  const structure: Record<string, unknown> = {};
  for (const [name, member] of members) {
    const child = node.children.get(name);
    if (child !== undefined) structure[name] = decodeNode(member, child);
  }
  return structure;
}

function decodeMap(value: Shape, node: Node): Record<string, unknown> {
  const entries = numbered(node.children.get('entry')).map((entry) => [
    entry.children.get('key')?.value ?? '',
    decodeNode(value, entry.children.get('value') ?? newNode()),
  ]);
  return Object.fromEntries(entries);
}

/** The children `1`, `2`, … of a list, in the order of their numbers. */
function numbered(list: Node | undefined): readonly Node[] {
  if (list === undefined) return [];
  return [...list.children].sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => child);
}

function decodeNumber(text: string): number {
  const number = Number(text);
  if (text === '' || !Number.isFinite(number)) throw malformedValue('MalformedInput', text, 'a number');
  return number;
}

function decodeBoolean(text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  throw malformedValue('MalformedInput', text, 'true or false');
}
