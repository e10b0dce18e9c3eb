import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const ACCOUNT = '123456789012';
const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1'] as const;
const CALLS = [
  ['ec2', 'DescribeInstances'],
  ['s3', 'ListBuckets'],
  ['sts', 'GetCallerIdentity'],
  ['rds', 'DescribeDBInstances'],
  ['logs', 'PutLogEvents'],
  ['dynamodb', 'DescribeTable'],
  ['kms', 'Decrypt'],
  ['iam', 'ListUsers'],
  ['cloudformation', 'DescribeStacks'],
  ['lambda', 'ListFunctions20150331'],
] as const;
const USERS = 300;
/** One call in three is of an IAM user, the others of roles and services. */
const OTHERS_PER_CALL = 2;
const EVENTS_PER_SECOND = 1;

export interface TrailSettings {
  readonly events: number;
  readonly eventsPerFile: number;
  /** When the first event happens; one comes each second. */
  readonly begin: Date;
}

/** Writes log files as CloudTrail delivers them to S3: folders by Region and day, packed. The same each time. */
export function writeTrail(directory: string, { events, eventsPerFile, begin }: TrailSettings): void {
  for (let first = 0, file = 0; first < events; first += eventsPerFile, file++) {
    const count = Math.min(eventsPerFile, events - first);
    const region = REGIONS[file % REGIONS.length] ?? 'us-east-1';
    const records = Array.from({ length: count }, (_, at) => record(first + at, region, begin));
    const day = new Date(begin.getTime() + (first / EVENTS_PER_SECOND) * 1_000).toISOString().slice(0, 10);
    const folder = join(directory, 'AWSLogs', ACCOUNT, 'CloudTrail', region, day.replaceAll('-', '/'));
    mkdirSync(folder, { recursive: true });
    const name = `${ACCOUNT}_CloudTrail_${region}_${day.replaceAll('-', '')}T0000Z_${hex(file, 16)}.json.gz`;
    writeFileSync(join(folder, name), gzipSync(JSON.stringify({ Records: records }), { level: 1 }));
  }
}

function record(number: number, awsRegion: string, begin: Date): object {
  const [service, eventName] = CALLS[number % CALLS.length] ?? CALLS[0];
  const at = new Date(begin.getTime() + (number / EVENTS_PER_SECOND) * 1_000);
  return {
    eventVersion: '1.11',
    userIdentity: number % (OTHERS_PER_CALL + 1) === 0 ? user(number, at) : role(number, at),
    eventTime: at.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion,
    sourceIPAddress: `192.0.2.${number % 250}`,
    userAgent:
      'aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.1 md/arch#x86_64 lang/python#3.13 cfg/retry-mode#standard',
    requestParameters: { filterSet: {}, maxResults: 100, resource: `resource-${number % 1_000}` },
    responseElements: null,
    additionalEventData: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredIn: 0,
      AuthenticationMethod: 'AuthHeader',
    },
    requestID: hex(number, 32),
    eventID: uuid(number),
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${service}.${awsRegion}.amazonaws.com`,
    },
  };
}

/** Half of the users have access keys, a quarter sessions without MFA, a quarter sessions with MFA. */
function user(number: number, at: Date): object {
  const index = Math.floor(number / (OTHERS_PER_CALL + 1)) % USERS;
  const userName = `user-${index}`;
  const identity = {
    type: 'IAMUser',
    principalId: `AIDA${hex(index, 17).toUpperCase()}`,
    arn: `arn:aws:iam::${ACCOUNT}:user/${userName}`,
    accountId: ACCOUNT,
    userName,
  };
  if (index % 2 === 0) return { ...identity, accessKeyId: `AKIA${hex(index, 16).toUpperCase()}` };
  const attributes = { creationDate: at.toISOString(), mfaAuthenticated: String(index % 4 === 1) };
  return { ...identity, accessKeyId: `ASIA${hex(number, 16).toUpperCase()}`, sessionContext: { attributes } };
}

function role(number: number, at: Date): object {
  const roleName = `role-${number % 50}`;
  const sessionIssuer = {
    type: 'Role',
    principalId: `AROA${hex(number % 50, 17).toUpperCase()}`,
    arn: `arn:aws:iam::${ACCOUNT}:role/${roleName}`,
    accountId: ACCOUNT,
    userName: roleName,
  };
  return {
    type: 'AssumedRole',
    principalId: `${sessionIssuer.principalId}:session`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${roleName}/session`,
    accountId: ACCOUNT,
    accessKeyId: `ASIA${hex(number % 5_000, 16).toUpperCase()}`,
    sessionContext: {
      sessionIssuer,
      attributes: { creationDate: at.toISOString(), mfaAuthenticated: 'false' },
    },
  };
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}

function uuid(number: number): string {
  return `${hex(number, 8)}-0000-4000-8000-000000000000`;
}
