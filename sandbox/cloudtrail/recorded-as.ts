import type { Service } from '../service';

type Name = Service['name'];

/** Where events of services without Regions are, by partition. */
const HOMES: Readonly<Record<string, Readonly<Partial<Record<Name, string>>>>> = {
  aws: { iam: 'us-east-1', organizations: 'us-east-1' },
  'aws-cn': { iam: 'cn-north-1', organizations: 'cn-northwest-1' },
  'aws-us-gov': { iam: 'us-gov-west-1', organizations: 'us-gov-west-1' },
};

/**
 * The Region of a call's event. A call to STS is in that of its endpoint, which is the one that it was signed for.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export function eventRegion(partition: string, service: Name, signedFor: string): string {
  return HOMES[partition]?.[service] ?? signedFor;
}

/** Whether a call is a management event. Invocations of functions are data events, which are not in the history. */
export function isManagementEvent(service: Name, action: string): boolean {
  return !(service === 'lambda' && action === 'InvokeFunction');
}

/** As recorded events have it: AssumeRole counts as reading. */
export function isReadOnly(action: string): boolean {
  return /^(AssumeRole$|Describe|Generate|Get|List|Lookup|Simulate)/.test(action);
}

/** What these calls answer is recorded, although they read. */
export function isAnswerRecorded(service: Name, action: string): boolean {
  return !isReadOnly(action) || (service === 'sts' && action !== 'GetCallerIdentity');
}

/** Refusals before a service reads the request: recorded events of such calls have no parameters. */
export function isRefusedUnread(code: string): boolean {
  return /^(AccessDenied|Throttling|TooManyRequests)/.test(code);
}

/** Whose exceptions are not their code and `Exception`. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['AccessDenied', 'AccessDenied'],
  ['NotSupportedService', 'ServiceNotSupportedException'],
  ['ReportExpired', 'CredentialReportExpiredException'],
  ['ReportInProgress', 'CredentialReportNotReadyException'],
  ['ReportNotPresent', 'CredentialReportNotPresentException'],
  ['ValidationError', 'ValidationException'],
]);

/**
 * The error code of an event. For IAM and STS it is the name of the exception (`NoSuchEntityException`), not the code that
 * clients see (`NoSuchEntity`). Organizations is the service of the other protocol of which a denied call is known.
 */
export function eventErrorCode(service: Name, code: string): string {
  if (service === 'organizations' && code === 'AccessDeniedException') return 'AccessDenied';
  if (service !== 'iam' && service !== 'sts') return code;
  return EXCEPTIONS.get(code) ?? (code.endsWith('Exception') ? code : `${code}Exception`);
}
