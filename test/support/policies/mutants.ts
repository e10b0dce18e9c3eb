import type { PolicyDocument } from '../../../rule/policies/policy-document';

/** A policy with one thing wrong. */
export interface Mutant {
  readonly title: string;
  readonly policy: { readonly Version: string; readonly Statement: readonly Loose[] };
}

/** A statement in which anything may stand. */
interface Loose {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Conditions;
}
type Conditions = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Lists = 'Action' | 'NotAction' | 'Resource' | 'NotResource';
type Change = readonly [title: string, statement: Loose];

/**
 * Every policy that is this one with a statement removed or turned round, an entry of a list removed or widened, or a
 * condition removed or changed.
 */
export function mutantsOf({ Version, Statement }: PolicyDocument): readonly Mutant[] {
  const statements: readonly Loose[] = Statement;
  return statements.flatMap((statement, index) => {
    const others = statements.filter((other) => other !== statement);
    return [
      { title: `${statement.Sid} removed`, policy: { Version, Statement: others } },
      ...changesOf(statement).map(([title, changed]) => ({
        title: `${statement.Sid} ${title}`,
        policy: { Version, Statement: statements.with(index, changed) },
      })),
    ];
  });
}

function changesOf(statement: Loose): readonly Change[] {
  return [
    ['turned round', { ...statement, Effect: statement.Effect === 'Allow' ? 'Deny' : 'Allow' }],
    ...(['Action', 'NotAction', 'Resource', 'NotResource'] as const).flatMap((list) =>
      listChanges(statement, list),
    ),
    ...conditionChanges(statement),
  ];
}

/** Lists that let through: the longer they are, the more a user can do. */
function letsThrough({ Effect }: Loose, list: Lists): boolean {
  return (Effect === 'Allow') !== list.startsWith('Not');
}

function listChanges(statement: Loose, list: Lists): readonly Change[] {
  const entries = statement[list];
  if (entries === undefined) return [];
  const opposite = list.startsWith('Not') ? list.slice(3) : `Not${list}`;
  const { [list]: _, ...rest } = statement;
  return [
    [`with ${opposite} for ${list}`, { ...rest, [opposite]: entries }],
    ...entries.flatMap((entry): readonly Change[] => {
      const without = entries.filter((other) => other !== entry);
      const replaced = letsThrough(statement, list) ? wider(entry) : narrower(entry);
      return [
        ...(without.length === 0
          ? []
          : [[`without ${list} ${entry}`, { ...statement, [list]: without }] as const]),
        ...replaced.map(
          (other) => [`with ${other} for ${entry}`, { ...statement, [list]: [...without, other] }] as const,
        ),
      ];
    }),
  ];
}

/** All that an action or a resource is one of. A pattern of all devices cannot be wider for actions on devices. */
function wider(entry: string): readonly string[] {
  if (entry === '*' || entry.endsWith(':mfa/*')) return narrower(entry);
  if (!entry.startsWith('arn:')) return [entry.replace(/:.*/, ':*')];
  const anybody = entry.replaceAll(/\$\{aws:username\}/g, '*');
  return anybody === entry ? ['*'] : ['*', anybody];
}

function narrower(entry: string): readonly string[] {
  if (entry === '*') return ['arn:aws:iam::*:user/*'];
  return entry.endsWith(':mfa/*') ? [entry.replace('*', '')] : [];
}

const OTHER_OPERATORS: Readonly<Record<string, readonly string[]>> = {
  Bool: ['BoolIfExists'],
  BoolIfExists: ['Bool', 'Null'],
  Null: ['Bool', 'BoolIfExists'],
  DateGreaterThanEquals: ['DateGreaterThan', 'DateLessThan', 'DateLessThanEquals', 'DateEquals'],
};

function conditionChanges(statement: Loose): readonly Change[] {
  const { Condition = {}, ...rest } = statement;
  const all = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => ({ operator, key, value })),
  );
  if (all.length === 0) return [];
  return [
    ['without its conditions', rest],
    ...all.flatMap((one): readonly Change[] => {
      const others = all.filter((other) => other !== one);
      const replaced = [
        ...(OTHER_OPERATORS[one.operator] ?? []).map((operator) => ({ ...one, operator })),
        ...otherValues(one.value).map((value) => ({ ...one, value })),
      ];
      return [
        [`without the condition on ${one.key}`, { ...rest, Condition: conditions(others) }],
        ...replaced.map(
          (other) =>
            [
              `with ${other.operator} ${other.key} ${other.value} for ${one.operator} ${one.value}`,
              { ...rest, Condition: conditions([...others, other]) },
            ] as const,
        ),
      ];
    }),
  ];
}

function otherValues(value: string): readonly string[] {
  if (value === 'true') return ['false'];
  if (value === 'false') return ['true'];
  const instant = Date.parse(value);
  return [instant - 1000, instant + 1000].map((other) => new Date(other).toISOString());
}

function conditions(
  all: readonly { readonly operator: string; readonly key: string; readonly value: string }[],
): Conditions {
  const result: Record<string, Record<string, string>> = {};
  for (const { operator, key, value } of all) result[operator] = { ...result[operator], [key]: value };
  return result;
}
