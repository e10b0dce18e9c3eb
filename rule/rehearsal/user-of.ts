import { textOf } from './fields';
import { missing, type ReadEvent, type Unreadable } from './read-event';

/** The IAM user of an event. */
export interface UserIdentity {
  readonly userName: string;
  /** With the user's path. */
  readonly arn: string;
  readonly accountId: string;
  readonly partition: string;
}

export function userOf({ identity, recorded }: ReadEvent): UserIdentity | Unreadable {
  const arn = textOf(identity.arn);
  const accountId = textOf(identity.accountId) ?? arn?.split(':')[4];
  if (accountId === undefined) return missing('userIdentity.accountId');
  const userName = textOf(identity.userName) ?? arn?.split('/').at(-1);
  if (userName === undefined) return missing('userIdentity.userName');
  const partition = arn?.split(':')[1] ?? partitionOf(recorded.region);
  // Events of sign-ins have no ARN.
  return {
    userName,
    accountId,
    partition,
    arn: arn ?? `arn:${partition}:iam::${accountId}:user/${userName}`,
  };
}

const PARTITIONS: readonly (readonly [regions: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-isob-', 'aws-iso-b'],
  ['us-iso-', 'aws-iso'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
];

function partitionOf(region: string): string {
  return PARTITIONS.find(([regions]) => region.startsWith(regions))?.[1] ?? 'aws';
}
