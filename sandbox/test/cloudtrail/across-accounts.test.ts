import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { createAccessKey } from '../../account/access-keys';
import { putInlinePolicy } from '../../account/policies';
import { createUser, userNamed } from '../../account/users';
import { type Credentials, NOW, refusalOf } from '../support/served-account';
import { ROLE, type ServedOrganization, serveOrganization } from '../support/served-organization';

const MEMBER = '200000000001';

let served: ServedOrganization;
let key: Credentials;
let userId: string;
beforeEach(async () => {
  served = await serveOrganization([{ accountId: MEMBER, name: 'dev' }]);
  const { management } = served.organization;
  const user = createUser(management, { userName: 'alice' }, NOW);
  ({ userId } = user);
  const document = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:*","Resource":"*"}}';
  putInlinePolicy(management, { type: 'user', record: user }, { policyName: 'assume', document });
  key = createAccessKey(management, userNamed(management, 'alice'), NOW);
});
afterEach(() => served.close());

function assume(roleName: string) {
  const RoleArn = `arn:aws:iam::${MEMBER}:role/${roleName}`;
  return served.sts(key).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'audit' }));
}

const eventsOf = (accountId: string) =>
  served.organization.accounts.get(accountId)?.account.cloudTrail.events ?? [];

test('a role of another account is assumed in the logs of both, which share an ID', async () => {
  const { Credentials: given } = await assume(ROLE);
  const [callers, ...more] = eventsOf('123456789012');
  const [roles, ...others] = eventsOf(MEMBER);
  expect([more, others]).toEqual([[], []]);
  expect(callers).toMatchObject({
    userIdentity: { type: 'IAMUser', userName: 'alice' },
    recipientAccountId: '123456789012',
    responseElements: { credentials: { accessKeyId: given?.AccessKeyId } },
    resources: [{ ARN: `arn:aws:iam::${MEMBER}:role/${ROLE}`, accountId: MEMBER, type: 'AWS::IAM::Role' }],
  });
  expect(roles).toEqual({
    ...callers,
    userIdentity: { type: 'AWSAccount', principalId: userId, accountId: '123456789012' },
    recipientAccountId: MEMBER,
    eventID: expect.not.stringMatching(callers?.eventID ?? ''),
  });
  expect(roles?.sharedEventID).toMatch(/^[0-9a-f-]{36}$/);
});

test('a refusal is in the log of the caller’s account alone', async () => {
  await refusalOf(assume('Other'));
  expect(eventsOf('123456789012')).toMatchObject([{ errorCode: 'AccessDenied' }]);
  expect(eventsOf(MEMBER)).toEqual([]);
});
