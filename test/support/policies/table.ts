import type { Decision, PolicyRequest } from './judge';
import type { PolicyName, Situation } from './situations';

/** A situation, and what is allowed and denied in it: an action and a resource a line. */
export interface Entry {
  readonly situation: Situation;
  readonly allow?: string;
  readonly deny?: string;
}

/** One request of the table. */
export interface Row {
  readonly title: string;
  readonly policies: readonly PolicyName[];
  readonly request: PolicyRequest;
  readonly expected: Decision;
}

export function rowsOf(entries: readonly Entry[]): readonly Row[] {
  return entries.flatMap((entry) => [
    ...lines(entry.allow).map((line) => row(entry.situation, line, 'allow')),
    ...lines(entry.deny).map((line) => row(entry.situation, line, 'deny')),
  ]);
}

function lines(text = ''): readonly string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}

function row({ title, principal, context, policies }: Situation, line: string, expected: Decision): Row {
  const [action, resource, ...rest] = line.split(/\s+/);
  if (action === undefined || resource === undefined || rest.length > 0) throw new Error(`no row: ${line}`);
  return {
    title: `${title}: ${expected} ${action} ${resource}`,
    policies,
    request: { principal, action, resource: toArn(resource), context },
    expected,
  };
}

/** IAM's own ARNs are short in the table. */
function toArn(resource: string): string {
  return /^(\*$|arn:)/.test(resource) ? resource : `arn:aws:iam::123456789012:${resource}`;
}
