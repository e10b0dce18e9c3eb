import { ACCOUNT_ID, type CredentialFacts, type Facts } from './facts';

type Json = Readonly<Record<string, unknown>>;

/** How CloudTrail records the facts. */
export function recordOf(facts: Facts): Json {
  const { call, credential, errorCode } = facts;
  return {
    eventVersion: '1.11',
    userIdentity: identityOf(facts),
    eventTime: '2026-11-20T08:15:00Z',
    eventSource: call.eventSource,
    eventName: call.eventName,
    awsRegion: 'eu-central-1',
    sourceIPAddress: facts.service ?? '192.0.2.10',
    userAgent: facts.service ?? 'aws-cli/2.31.0',
    requestParameters: call.parameters,
    responseElements: null,
    eventID: 'c0ffee00-0000-4000-8000-000000000001',
    eventType: 'AwsApiCall',
    recipientAccountId: ACCOUNT_ID,
    ...(errorCode !== undefined && { errorCode, errorMessage: 'It failed.' }),
    ...(isConsole(credential) && { sessionCredentialFromConsole: 'true' }),
  };
}

function isConsole(credential: CredentialFacts): boolean {
  return credential === 'console with MFA' || credential === 'console without MFA';
}

function identityOf({ partition, user, credential, service }: Facts): Json {
  const invokedBy = service ?? (credential.endsWith('until 2022') ? 'signin.amazonaws.com' : undefined);
  return {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLEUSER234567',
    arn: `arn:${partition}:iam::${ACCOUNT_ID}:user${user.path}${user.name}`,
    accountId: ACCOUNT_ID,
    accessKeyId: credential === 'access key' ? 'AKIAEXAMPLEUSER23456' : 'ASIAEXAMPLEUSER23456',
    userName: user.name,
    ...sessionOf(credential),
    ...(invokedBy !== undefined && { invokedBy }),
  };
}

function sessionOf(credential: CredentialFacts): Json {
  if (credential === 'access key') return {};
  const mfaAuthenticated = String(credential.endsWith('with MFA'));
  return { sessionContext: { attributes: { creationDate: '2026-11-20T08:00:00Z', mfaAuthenticated } } };
}
