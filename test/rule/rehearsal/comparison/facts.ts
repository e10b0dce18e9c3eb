import fc from 'fast-check';

export const ACCOUNT_ID = '123456789012';

/** What happened, before anybody wrote it down. */
export interface Facts {
  readonly partition: string;
  readonly user: Person;
  readonly credential: CredentialFacts;
  /** The AWS service that called for the user. */
  readonly service: string | undefined;
  readonly call: CallFacts;
  readonly errorCode: string | undefined;
  readonly exemptAccessKeys: boolean;
}

export interface Person {
  readonly name: string;
  readonly path: string;
}

export type CredentialFacts =
  | 'access key'
  | 'console without MFA'
  | 'console with MFA'
  | 'console without MFA, as recorded until 2022'
  | 'GetSessionToken without MFA'
  | 'GetSessionToken with MFA';

/** A call: how CloudTrail names it, and what IAM is asked. */
export interface CallFacts {
  readonly eventSource: string;
  readonly eventName: string;
  readonly parameters: Readonly<Record<string, string>> | null;
  readonly action: string;
  /** An ARN without partition, `*`, or that of a user. */
  readonly resource: string | Person;
  readonly needsNoPermission?: true;
}

const NAME_CHARACTERS = 'abAB01+=,.@_-'.split('');
const oddName = fc.string({ unit: fc.constantFrom(...NAME_CHARACTERS), minLength: 1, maxLength: 12 });
const name = fc.oneof(fc.constantFrom('anna', 'Anna', 'annabel', 'joanna', 'anna-b', 'berta'), oddName);
const oddPath = fc
  .array(
    fc.string({
      unit: fc.constantFrom(...NAME_CHARACTERS, '$', '(', '[', '{', '}', '|', '^'),
      minLength: 1,
      maxLength: 8,
    }),
  )
  .map((parts) =>
    parts
      .map((part) => `/${part}`)
      .join('')
      .concat('/'),
  );
const path = fc.oneof(fc.constantFrom('/', '/', '/staff/', '/staff/berlin/', '/anna/'), oddPath);
const person = fc.record({ name, path });

const other = (user: Person) =>
  person.filter(({ name: another }) => another.toLowerCase() !== user.name.toLowerCase());

const iam = (
  eventName: string,
  parameters: CallFacts['parameters'],
  resource: string | Person,
): CallFacts => ({
  eventSource: 'iam.amazonaws.com',
  eventName,
  parameters,
  action: `iam:${eventName}`,
  resource,
});

/** Actions on users whom a call may leave out, and those where it must not. */
const ON_CALLER = ['GetUser', 'ListMFADevices', 'CreateAccessKey', 'ListAccessKeys'] as const;
const ON_USER = [
  'EnableMFADevice',
  'ResyncMFADevice',
  'DeactivateMFADevice',
  'GetMFADevice',
  'DeleteUser',
] as const;

function onUsers(user: Person): fc.Arbitrary<CallFacts> {
  const own = fc.oneof(
    fc.constantFrom(...ON_CALLER).map((eventName) => iam(eventName, null, user)),
    fc
      .constantFrom(...ON_CALLER, ...ON_USER)
      .map((eventName) => iam(eventName, { userName: user.name }, user)),
    fc.constant(iam('ChangePassword', null, user)),
  );
  const others = fc
    .tuple(fc.constantFrom(...ON_CALLER, ...ON_USER), other(user))
    .map(([eventName, another]) => iam(eventName, { userName: another.name }, another));
  const passkey = fc.constant<CallFacts>({
    ...iam('GetMFADevice', null, user),
    parameters: { serialNumber: `arn:aws:iam::${ACCOUNT_ID}:u2f/user/${user.name}/key-ABCDEF` },
  });
  return fc.oneof({ weight: 3, arbitrary: own }, { weight: 3, arbitrary: others }, passkey);
}

function inOtherCase(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}

function onDevices(user: Person, partition: string): fc.Arbitrary<CallFacts> {
  const device = fc.oneof(
    fc.constantFrom(
      user.name,
      `${user.name}/phone`,
      `${user.name}-phone`,
      `other/${user.name}`,
      inOtherCase(user.name),
    ),
    other(user).map(({ name: another }) => another),
    fc
      .tuple(other(user), fc.constantFrom('/phone', '/'.concat(user.name)))
      .map(([another, end]) => another.name + end),
  );
  const deleted = device.map((id) =>
    iam(
      'DeleteVirtualMFADevice',
      { serialNumber: `arn:${partition}:iam::${ACCOUNT_ID}:mfa/${id}` },
      `iam::${ACCOUNT_ID}:mfa/${id}`,
    ),
  );
  const created = fc
    .tuple(fc.constantFrom('/', '/staff/', `/${user.name}/`), name)
    .map(([devicePath, virtualMFADeviceName]) =>
      iam(
        'CreateVirtualMFADevice',
        { path: devicePath, virtualMFADeviceName },
        `iam::${ACCOUNT_ID}:mfa${devicePath}${virtualMFADeviceName}`,
      ),
    );
  return fc.oneof({ weight: 2, arbitrary: deleted }, created);
}

const ACCOUNT_WIDE = [
  'GetAccountPasswordPolicy',
  'ListVirtualMFADevices',
  'ListUsers',
  'GetAccountSummary',
] as const;
const accountWide = fc.constantFrom(...ACCOUNT_WIDE).map((eventName) => iam(eventName, null, '*'));

const sts = (eventName: string, parameters: CallFacts['parameters'], resource: string): CallFacts => ({
  eventSource: 'sts.amazonaws.com',
  eventName,
  parameters,
  action: `sts:${eventName}`,
  resource,
});

const onSts = fc.constantFrom<CallFacts>(
  sts('AssumeRole', { roleArn: `arn:aws:iam::${ACCOUNT_ID}:role/admin` }, `iam::${ACCOUNT_ID}:role/admin`),
  sts('GetFederationToken', { name: 'visitor' }, `sts::${ACCOUNT_ID}:federated-user/visitor`),
  sts('DecodeAuthorizationMessage', { encodedMessage: 'x' }, '*'),
  { ...sts('GetSessionToken', null, '*'), needsNoPermission: true },
  { ...sts('GetCallerIdentity', null, '*'), needsNoPermission: true },
);

const onSignIn = fc
  .tuple(
    fc.constantFrom('AuthorizeOAuth2Access', 'CreateOAuth2Token'),
    fc.constantFrom(['same-device', 'localhost'], ['cross-device', 'remote']),
  )
  .map(
    ([eventName, [client, place]]): CallFacts => ({
      eventSource: 'signin.amazonaws.com',
      eventName,
      parameters: { client_id: `arn:aws:signin:::devtools/${client}` },
      action: `signin:${eventName}`,
      resource: `signin:eu-central-1:${ACCOUNT_ID}:oauth2/public-client/${place}`,
    }),
  );

const OTHER_SERVICES: readonly (readonly [
  eventSource: string,
  eventName: string,
  action: string,
  resource: string,
])[] = [
  ['s3', 'ListBuckets', 's3:ListAllMyBuckets', '*'],
  ['s3', 'GetObject', 's3:GetObject', 's3:::bucket/key'],
  ['s3', 'HeadObject', 's3:GetObject', 's3:::bucket/key'],
  ['s3', 'CompleteMultipartUpload', 's3:PutObject', 's3:::bucket/key'],
  ['s3', 'GetBucketEncryption', 's3:GetEncryptionConfiguration', 's3:::bucket'],
  ['ec2', 'DescribeInstances', 'ec2:DescribeInstances', '*'],
  ['monitoring', 'ListDashboards', 'cloudwatch:ListDashboards', '*'],
  ['lambda', 'ListFunctions20150331', 'lambda:ListFunctions', '*'],
  ['lambda', 'Invoke', 'lambda:InvokeFunction', `lambda:eu-central-1:${ACCOUNT_ID}:function:export`],
  ['dynamodb', 'GetItem', 'dynamodb:GetItem', `dynamodb:eu-central-1:${ACCOUNT_ID}:table/orders`],
  ['kms', 'ListKeys', 'kms:ListKeys', '*'],
  ['tagging', 'GetResources', 'tag:GetResources', '*'],
  ['organizations', 'DescribeOrganization', 'organizations:DescribeOrganization', '*'],
];
const onOtherServices = fc.constantFrom(...OTHER_SERVICES).map(
  ([source, eventName, action, resource]): CallFacts => ({
    eventSource: `${source}.amazonaws.com`,
    eventName,
    parameters: null,
    action,
    resource,
  }),
);

export const facts: fc.Arbitrary<Facts> = fc
  .tuple(fc.constantFrom('aws', 'aws', 'aws-cn', 'aws-us-gov'), person)
  .chain(([partition, user]) =>
    fc.record({
      partition: fc.constant(partition),
      user: fc.constant(user),
      credential: fc.constantFrom<CredentialFacts>(
        'access key',
        'console without MFA',
        'console with MFA',
        'console without MFA, as recorded until 2022',
        'GetSessionToken without MFA',
        'GetSessionToken with MFA',
      ),
      service: fc.oneof(
        { weight: 4, arbitrary: fc.constant(undefined) },
        fc.constantFrom('cloudformation.amazonaws.com', 'athena.amazonaws.com', 'autoscaling.amazonaws.com'),
      ),
      call: fc.oneof(
        { weight: 5, arbitrary: onUsers(user) },
        { weight: 3, arbitrary: onDevices(user, partition) },
        accountWide,
        onSts,
        onSignIn,
        { weight: 2, arbitrary: onOtherServices },
      ),
      errorCode: fc.oneof(
        { weight: 6, arbitrary: fc.constant(undefined) },
        fc.constantFrom(
          'AccessDenied',
          'Client.UnauthorizedOperation',
          'NoSuchEntityException',
          'LimitExceededException',
        ),
      ),
      exemptAccessKeys: fc.boolean(),
    }),
  );
