import { enforcementPolicy } from '../../../rule/policies/enforcement-policy';
import type { PolicyDocument } from '../../../rule/policies/policy-document';

export const ACCOUNT = '123456789012';

type Json = Readonly<Record<string, unknown>>;

/** An event as CloudTrail writes it: a call of Anna with her access key, unless it says otherwise. */
export function event(more: Json = {}): Json {
  return {
    eventVersion: '1.11',
    userIdentity: user(),
    eventTime: '2026-11-20T08:15:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: 'eu-central-1',
    sourceIPAddress: '192.0.2.10',
    userAgent: 'aws-cli/2.31.0',
    requestParameters: null,
    responseElements: null,
    requestID: '0f0e0d0c-0b0a-4908-8706-050403020100',
    eventID: 'c0ffee00-0000-4000-8000-000000000001',
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    ...more,
  };
}

/** Anna, with her access key. */
export function user(more: Json = {}): Json {
  return {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLEANNA234567',
    arn: `arn:aws:iam::${ACCOUNT}:user/staff/anna`,
    accountId: ACCOUNT,
    accessKeyId: 'AKIAEXAMPLEANNA23456',
    userName: 'anna',
    ...more,
  };
}

/** Anna, with temporary credentials. */
export function session(mfaAuthenticated: 'true' | 'false', more: Json = {}): Json {
  return user({
    accessKeyId: 'ASIAEXAMPLEANNA23456',
    sessionContext: { attributes: { creationDate: '2026-11-20T08:00:00Z', mfaAuthenticated } },
    ...more,
  });
}

/** A role, in a session that a user began. */
export function roleSession(accessKeyId: string): Json {
  return {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLEADMIN23456:anna',
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/admin/anna`,
    accountId: ACCOUNT,
    accessKeyId,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/admin`, accountId: ACCOUNT },
      attributes: { creationDate: '2026-11-20T08:00:00Z', mfaAuthenticated: 'false' },
    },
  };
}

/** Anna assumes a role, which begins a session with that key. */
export function assumeRole(sessionKeyId: string, more: Json = {}): Json {
  return event({
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    requestParameters: { roleArn: `arn:aws:iam::${ACCOUNT}:role/admin`, roleSessionName: 'anna' },
    responseElements: { credentials: { accessKeyId: sessionKeyId, sessionToken: 'HIDDEN' } },
    ...more,
  });
}

/** Anna signs in to the console. */
export function consoleLogin(
  mfaUsed: 'Yes' | 'No',
  outcome: 'Success' | 'Failure' = 'Success',
  more: Json = {},
): Json {
  const { accessKeyId: _, ...identity } = user();
  return event({
    userIdentity: identity,
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    eventType: 'AwsConsoleSignIn',
    responseElements: { ConsoleLogin: outcome },
    additionalEventData: {
      LoginTo: 'https://console.aws.amazon.com/',
      MobileVersion: 'No',
      MFAUsed: mfaUsed,
    },
    ...more,
  });
}

/** The enforcement policy, in force since 1970. */
export function policyWith(exemptAccessKeys: boolean): (partition: string) => PolicyDocument {
  return (partition) => enforcementPolicy({ partition, enforceFrom: new Date(0), exemptAccessKeys });
}

let last = 0;
/** An event ID that no other event of the test has. */
export function newId(): string {
  last += 1;
  return `c0ffee00-0000-4000-8001-${last.toString(16).padStart(12, '0')}`;
}
