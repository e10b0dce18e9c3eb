import { ServiceError } from '../../errors';

/** The refusals of AWS Organizations. Every one is a 400. */
export type OrganizationsErrorCode =
  | 'AccessDeniedException'
  | 'AccountNotFoundException'
  | 'AWSOrganizationsNotInUseException'
  | 'InvalidInputException';

export function organizationsError(code: OrganizationsErrorCode, message: string): ServiceError {
  return new ServiceError(code, message, 400);
}
