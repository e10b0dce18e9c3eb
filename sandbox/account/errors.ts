import { ServiceError } from '../errors';

/**
 * IAM's refusals, with the statuses that its API reference gives them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html#API_CreateUser_Errors
 */
const STATUSES = {
  NoSuchEntity: 404,
  EntityAlreadyExists: 409,
  DeleteConflict: 409,
  LimitExceeded: 409,
  EntityTemporarilyUnmodifiable: 409,
  InvalidInput: 400,
  ValidationError: 400,
  MalformedPolicyDocument: 400,
  InvalidUserType: 400,
  InvalidAuthenticationCode: 403,
  ReportNotPresent: 410,
  ReportExpired: 410,
  ReportInProgress: 404,
  PasswordPolicyViolation: 400,
} as const;

export function iamError(code: keyof typeof STATUSES, message: string): ServiceError {
  return new ServiceError(code, message, STATUSES[code]);
}
