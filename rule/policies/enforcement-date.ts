import { addDays, endOfDay, parseInstant } from '../core/calendar';
import { ConsoleMfaError, quoted } from '../core/errors';

/**
 * From when MFA is enforced: a day `YYYY-MM-DD` (from its beginning, UTC) or an instant with its offset, such as
 * `2027-01-31T18:00:00Z`.
 *
 * @throws ConsoleMfaError `InvalidEnforcementDate` for anything else.
 */
export function parseEnforcementDate(text: string): Date {
  const end = endOfDay(text);
  const instant = end === undefined ? parseInstant(text) : addDays(end, -1);
  if (instant !== undefined) return instant;
  throw new ConsoleMfaError(
    'InvalidEnforcementDate',
    `enforceMfaFrom is ${quoted(text)}; allowed: a day YYYY-MM-DD (from its beginning, UTC) or an instant with its ` +
      'offset, such as 2027-01-31T18:00:00Z',
  );
}
