import { iamError } from './errors';

/** IAM's quota of tags of a resource, which cannot be raised. */
const TAGS_QUOTA = 50;

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/**
 * Adds tags, or gives those that are there new values. Keys are told apart without regard to case.
 *
 * @throws ServiceError InvalidInput for a key that comes twice, LimitExceeded
 */
export function withTags(tags: readonly Tag[], added: readonly Tag[]): readonly Tag[] {
  const keys = new Set(added.map(lowerKey));
  if (keys.size < added.length) {
    throw iamError(
      'InvalidInput',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  const all = [...tags.filter((tag) => !keys.has(lowerKey(tag))), ...added];
  if (all.length > TAGS_QUOTA) {
    throw iamError('LimitExceeded', `The number of tags has reached the maximum limit of ${TAGS_QUOTA}.`);
  }
  return all;
}

export function withoutTags(tags: readonly Tag[], keys: readonly string[]): readonly Tag[] {
  const removed = new Set(keys.map((key) => key.toLowerCase()));
  return tags.filter((tag) => !removed.has(lowerKey(tag)));
}

function lowerKey({ Key }: Tag): string {
  return Key.toLowerCase();
}
