import { ServiceError } from '../../errors';

/** The refusals of LookupEvents. Every one is a 400. */
export type CloudTrailErrorCode =
  | 'InvalidEventCategoryException'
  | 'InvalidLookupAttributesException'
  | 'InvalidMaxResultsException'
  | 'InvalidNextTokenException'
  | 'InvalidTimeRangeException';

export function cloudTrailError(code: CloudTrailErrorCode, message: string): ServiceError {
  return new ServiceError(code, message, 400);
}
