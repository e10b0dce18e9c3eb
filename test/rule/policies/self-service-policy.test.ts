import fc from 'fast-check';
import { selfServicePolicy } from '../../../rule/policies/self-service-policy';
import { judge, sizeOf } from '../../support/policies/judge';

const context = { 'aws:MultiFactorAuthPresent': 'true' };

test('fits into a managed policy, which holds 6,144 characters', () => {
  expect(sizeOf(selfServicePolicy('aws-us-gov'))).toBeLessThan(6144);
});

test.each(['aws', 'aws-cn', 'aws-us-gov'])('lets a user of the partition %s enrol', async (partition) => {
  const user = `arn:${partition}:iam::123456789012:user/anna`;
  const request = {
    principal: user,
    action: 'iam:EnableMFADevice',
    context: { ...context, 'aws:username': 'anna' },
  };
  const policies = [selfServicePolicy(partition)];
  expect(await judge(policies, { ...request, resource: user })).toBe('allow');
  expect(await judge(policies, { ...request, resource: `${user}-b` })).toBe('deny');
});

const userName = fc.stringMatching(/^[\w+=,.@-]{1,8}$/);
const path = fc
  .array(fc.stringMatching(/^[\w+=,.@-]{1,6}$/), { maxLength: 3 })
  .map((parts) => ['', ...parts, ''].join('/'));

test('a user of any name and path manages themselves, and nobody of any other name', async () => {
  await fc.assert(
    fc.asyncProperty(userName, path, userName, path, async (name, ownPath, other, otherPath) => {
      fc.pre(name.toLowerCase() !== other.toLowerCase());
      const own = `arn:aws:iam::123456789012:user${ownPath}${name}`;
      const others = `arn:aws:iam::123456789012:user${otherPath}${other}`;
      const request = {
        principal: own,
        action: 'iam:DeactivateMFADevice',
        context: { ...context, 'aws:username': name },
      };
      const policies = [selfServicePolicy('aws')];
      expect(await judge(policies, { ...request, resource: own })).toBe('allow');
      expect(await judge(policies, { ...request, resource: others })).toBe('deny');
    }),
  );
});
