import { Annotations, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Regions in which AWS Config cannot record `AWS::IAM::User`, as AWS lists them.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingStrategy.html
 */
const LISTED: readonly string[] = [
  'ap-south-2',
  'ap-southeast-4',
  'ca-west-1',
  'eu-central-2',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
];

/** Regions that opened after that list was written. The rule that AWS gives with it, "after February 2022", covers them. */
const OPENED_LATER: readonly string[] = [
  'ap-east-2',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'eusc-de-east-1',
  'me-west-1',
  'mx-central-1',
];

export const UNRECORDED_REGIONS: readonly string[] = [...LISTED, ...OPENED_LATER];

/** Adds a notice at synthesis if the stack is for a Region in which AWS Config cannot record IAM users. */
export function noteUnrecordedRegion(scope: Construct): void {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region) || !UNRECORDED_REGIONS.includes(region)) return;
  Annotations.of(scope).addInfo(
    `AWS Config cannot record IAM users in ${region}. Whether it accepts results for AWS::IAM::User there is unknown. If ` +
      'the first run fails with "config:PutEvaluations was refused", deploy the rule in a Region where AWS Config was ' +
      'available before February 2022, such as us-east-1.',
  );
}
