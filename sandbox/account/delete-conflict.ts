import { iamError } from './errors';
import type { PolicyHolder } from './principals';

/** What must happen to an identity's policies before IAM deletes it; undefined if it has none. */
export function policyConflict({ attachedPolicies, inlinePolicies }: PolicyHolder): string | undefined {
  if (attachedPolicies.length > 0) return 'detach all policies';
  return inlinePolicies.length > 0 ? 'delete policies' : undefined;
}

/** @throws ServiceError DeleteConflict, naming what must happen first, if anything must */
export function requireNoConflict(conflict: string | undefined): void {
  if (conflict !== undefined) {
    throw iamError('DeleteConflict', `Cannot delete entity, must ${conflict} first.`);
  }
}
