/** Events as CloudTrail writes them, as far as a test says what is in them. */

export const ACCOUNT = '123456789012';

interface Said {
  readonly at?: string;
  readonly region?: string;
  readonly account?: string;
  /** Source and name, for example `s3:ListBuckets`. */
  readonly call?: string;
  readonly requestParameters?: object | null;
  readonly responseElements?: object | null;
  readonly id?: string;
  readonly errorCode?: string;
}

let made = 0;

function eventId(): string {
  made += 1;
  return `00000000-0000-4000-8000-${made.toString(16).padStart(12, '0')}`;
}

function event({ at, region, account, call, id, ...members }: Said, userIdentity: object): object {
  const [source = '', name = ''] = (call ?? 'ec2:DescribeInstances').split(':');
  const { requestParameters = null, responseElements = null, errorCode } = members;
  return {
    eventVersion: '1.11',
    userIdentity,
    eventTime: at ?? '2027-01-10T08:00:00Z',
    eventSource: `${source}.amazonaws.com`,
    eventName: name,
    awsRegion: region ?? 'eu-west-1',
    sourceIPAddress: '192.0.2.1',
    userAgent: 'aws-cli/2.31.0',
    ...(errorCode !== undefined && { errorCode, errorMessage: 'no' }),
    requestParameters,
    responseElements,
    requestID: eventId(),
    eventID: id ?? eventId(),
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account ?? ACCOUNT,
    eventCategory: 'Management',
  };
}

/** The long-term key of a user, made of the name. */
export function keyOf(userName: string): string {
  const letters = userName.toUpperCase().replace(/[^A-Z]/g, '');
  return `AKIA${letters.padEnd(16, 'X').slice(0, 16)}`;
}

function iamUser(userName: string, account = ACCOUNT) {
  return {
    type: 'IAMUser',
    principalId: 'AIDACKCEVSQ6C2EXAMPLE',
    arn: `arn:aws:iam::${account}:user/${userName}`,
    accountId: account,
    userName,
  };
}

/** A call with a user's long-term access key. */
export function keyCall(userName: string, said: Said = {}): object {
  return event(said, { ...iamUser(userName, said.account), accessKeyId: keyOf(userName) });
}

/** A call in a user's session. */
export function sessionCall(
  userName: string,
  mfa: boolean,
  said: Said & { readonly console?: boolean } = {},
): object {
  const identity = {
    ...iamUser(userName, said.account),
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      attributes: { creationDate: '2027-01-10T07:00:00Z', mfaAuthenticated: String(mfa) },
    },
  };
  const made = event(said, identity);
  return said.console === true ? { ...made, sessionCredentialFromConsole: 'true' } : made;
}

/** AssumeRole with a user's long-term access key; the credentials are known by their key. */
export function assumeRole(userName: string, sessionKeyId: string, said: Said = {}): object {
  return keyCall(userName, {
    call: 'sts:AssumeRole',
    requestParameters: { roleArn: `arn:aws:iam::${ACCOUNT}:role/deploy`, roleSessionName: 'deploy' },
    responseElements: { credentials: { accessKeyId: sessionKeyId } },
    ...said,
  });
}

/** A call in a session of the role. */
export function roleCall(sessionKeyId: string, said: Said = {}): object {
  return event(said, {
    type: 'AssumedRole',
    principalId: 'AROACKCEVSQ6C2EXAMPLE:deploy',
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/deploy`,
    accountId: ACCOUNT,
    accessKeyId: sessionKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROACKCEVSQ6C2EXAMPLE',
        arn: `arn:aws:iam::${ACCOUNT}:role/deploy`,
        accountId: ACCOUNT,
        userName: 'deploy',
      },
      attributes: { creationDate: '2027-01-10T07:00:00Z', mfaAuthenticated: 'false' },
    },
  });
}

/** A successful sign-in to the console. */
export function signIn(userName: string, mfa: boolean, said: Said = {}): object {
  return {
    ...event(
      { call: 'signin:ConsoleLogin', ...said, responseElements: { ConsoleLogin: 'Success' } },
      iamUser(userName),
    ),
    eventType: 'AwsConsoleSignIn',
    additionalEventData: {
      LoginTo: 'https://console.aws.amazon.com/',
      MobileVersion: 'No',
      MFAUsed: mfa ? 'Yes' : 'No',
    },
  };
}

/** A log file as CloudTrail delivers it. */
export function logFile(records: readonly unknown[]): string {
  return JSON.stringify({ Records: records });
}
