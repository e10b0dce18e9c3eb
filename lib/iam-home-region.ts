import { RegionInfo } from 'aws-cdk-lib/region-info';

/**
 * The region of each partition in which IAM runs, and so the one where CloudTrail records its events.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 * @see https://docs.aws.amazon.com/general/latest/gr/iam-service.html
 */
const HOMES: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-eusc': 'eusc-de-east-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
};

export const IAM_HOME_REGIONS: readonly string[] = Object.values(HOMES);

/** Where IAM's events appear, for a region of the same partition; undefined for a region that CDK does not know. */
export function iamHomeRegion(region: string): string | undefined {
  const { partition } = RegionInfo.get(region);
  return partition === undefined ? undefined : HOMES[partition];
}
