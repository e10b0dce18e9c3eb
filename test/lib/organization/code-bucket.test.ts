import { Template } from 'aws-cdk-lib/assertions';
import { OrganizationCodeBucket } from '../../../lib/organization/code-bucket';
import { type Decision, decide } from '../../../sandbox/decide';
import { propertiesOf, stackIn } from '../../support/templates';

const BUCKET = 'arn:aws:s3:::cdk-assets';
/** The simulator does not know encryption contexts, so another key of kms:Decrypt stands in for this one. */
const CONTEXT_KEY = 'kms:EncryptionContext:aws:s3:arn';
const STAND_IN = 'kms:EncryptionAlgorithm';
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d';

/** The default policy of a key: it leaves it to the account's IAM policies. */
const KEY_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::123456789012:root' },
    Action: 'kms:*',
    Resource: '*',
  },
});

/** Whether the role that copies `code.zip` may decrypt with a key, in such a context of encryption. */
function mayDecrypt(encryptedArn: string, viaService: string | undefined, key = KEY): Promise<Decision> {
  const stack = stackIn('us-east-1');
  const code = new OrganizationCodeBucket(stack, 'Code', { organizationId: 'o-a1b2c3d4e5' });
  code.add({ bucketName: 'cdk-assets', objectKey: 'code.zip' });
  const { PolicyDocument } = propertiesOf(Template.fromStack(stack), 'AWS::IAM::Policy');
  const [decrypt] = Object(PolicyDocument).Statement.slice(-1);
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: decrypt });
  return decide(
    { identity: [policy.replace(CONTEXT_KEY, STAND_IN)], boundary: undefined },
    {
      principal: 'arn:aws:sts::123456789012:assumed-role/Copy/code',
      action: 'kms:Decrypt',
      resource: key,
      context: {
        [STAND_IN]: encryptedArn,
        ...(viaService !== undefined && { 'kms:ViaService': viaService }),
      },
      accountId: key.split(':')[4] ?? '',
    },
    KEY_POLICY,
  );
}

test.each([
  ['an asset', `${BUCKET}/code.zip`, 's3.us-east-1.amazonaws.com', KEY, 'allowed'],
  ['an asset under a Bucket Key', BUCKET, 's3.us-east-1.amazonaws.com', KEY, 'allowed'],
  ['another object', `${BUCKET}/other.zip`, 's3.us-east-1.amazonaws.com', KEY, 'not allowed'],
  [
    'an object of another bucket',
    'arn:aws:s3:::data/code.zip',
    's3.us-east-1.amazonaws.com',
    KEY,
    'not allowed',
  ],
  ['an asset without S3', `${BUCKET}/code.zip`, undefined, KEY, 'not allowed'],
  ['an asset by another service', `${BUCKET}/code.zip`, 'ssm.us-east-1.amazonaws.com', KEY, 'not allowed'],
  [
    'an asset with a key of another account',
    `${BUCKET}/code.zip`,
    's3.us-east-1.amazonaws.com',
    'arn:aws:kms:us-east-1:210987654321:key/0a1b2c3d',
    'not allowed',
  ],
])('%s may be decrypted: %s by %s with %s, %s', async (_, encryptedArn, viaService, key, decision) => {
  expect(await mayDecrypt(encryptedArn, viaService, key)).toBe(decision);
});
