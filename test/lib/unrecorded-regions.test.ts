import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { ConsoleMfaRule } from '../../lib';
import { UNRECORDED_REGIONS } from '../../lib/unrecorded-regions';
import { stackIn, testStack } from '../support/templates';

function notices(stack = testStack()): readonly string[] {
  new ConsoleMfaRule(stack, 'Rule');
  return Annotations.fromStack(stack)
    .findInfo('*', Match.stringLikeRegexp('cannot record IAM users'))
    .map(({ entry }) => String(entry.data));
}

test.each(['il-central-1', 'me-central-1', 'ca-west-1', 'ap-southeast-7', 'mx-central-1'])(
  'synthesis for %s says that AWS Config cannot record IAM users there, and what to do',
  (region) => {
    expect(notices(stackIn(region))).toEqual([
      `AWS Config cannot record IAM users in ${region}. Whether it accepts results for AWS::IAM::User there is unknown. ` +
        'If the first run fails with "config:PutEvaluations was refused", deploy the rule in a Region where AWS Config ' +
        'was available before February 2022, such as us-east-1.',
    ]);
  },
);

test.each(['us-east-1', 'eu-central-1', 'af-south-1', 'ap-southeast-3', 'cn-north-1'])(
  'synthesis for %s says nothing of it',
  (region) => {
    expect(notices(stackIn(region))).toEqual([]);
  },
);

test('a Region that only the deployment knows gets no notice', () => {
  expect(notices()).toEqual([]);
});

test('every Region of the list is one that AWS CDK knows', () => {
  const known = RegionInfo.regions.map(({ name }) => name);
  expect(UNRECORDED_REGIONS.filter((region) => !known.includes(region))).toEqual([]);
});
