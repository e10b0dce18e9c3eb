import { IAM_HOME_REGIONS, iamHomeRegion } from '../../lib/iam-home-region';

test.each([
  ['us-east-1', 'us-east-1'],
  ['eu-central-1', 'us-east-1'],
  ['ap-southeast-7', 'us-east-1'],
  ['cn-north-1', 'cn-north-1'],
  ['cn-northwest-1', 'cn-north-1'],
  ['us-gov-east-1', 'us-gov-west-1'],
  ['us-gov-west-1', 'us-gov-west-1'],
  ['eusc-de-east-1', 'eusc-de-east-1'],
  ['us-iso-west-1', 'us-iso-east-1'],
])("for %s, IAM's events appear in %s", (region, home) => {
  expect(iamHomeRegion(region)).toBe(home);
});

test('a home is its own home', () => {
  expect(IAM_HOME_REGIONS.map(iamHomeRegion)).toEqual(IAM_HOME_REGIONS);
});

test('of a region that nobody knows, nothing is known', () => {
  expect(iamHomeRegion('mars-north-1')).toBeUndefined();
});
