import type { Account } from '../account/account';
import type { Directory } from '../account/directory';

/** @returns what takes an account back to this moment, as far as a stack's resources in IAM and AWS Config go */
export function rollBackPoint({ roles, groups, policies, config: { rules } }: Account): () => void {
  const undo = [
    keeping(roles, ({ roleId }) => roleId),
    keeping(groups, ({ groupId }) => groupId),
    keeping(policies, ({ arn }) => arn),
    keeping(rules, ({ configRuleId }) => configRuleId),
  ];
  return () => {
    for (const step of undo) step();
  };
}

/** Deletes what has come since. */
function keeping<Item>(directory: Directory<Item>, idOf: (item: Item) => string): () => void {
  const before = new Set([...directory].map(idOf));
  return () => {
    for (const item of [...directory]) if (!before.has(idOf(item))) directory.delete(idOf(item));
  };
}
