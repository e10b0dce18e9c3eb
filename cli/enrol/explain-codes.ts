import { inTime, readPair } from './codes';
import type { CodePair, EnrolmentAccess, NewDevice } from './enrolment-access';
import { ISSUER } from './key-uri';
import { apart } from './refusal';

/** Why AWS may have refused two codes, as far as the secret tells. */
export function explainCodes(access: EnrolmentAccess, { secret }: NewDevice, codes: CodePair): string {
  const reading = readPair(secret, codes, access.awsTime());
  switch (reading.kind) {
    case 'swapped':
      return 'Code 2 came before code 1.';
    case 'apart':
      return `The codes are ${reading.seconds} s apart; they have to follow each other.`;
    case 'foreign':
      return `They are not this device's: look at the entry ${ISSUER} that you have just added.`;
    case 'consecutive':
      return inTime(reading.secondsAhead)
        ? 'IAM takes a code only once.'
        : `They are ${apart(reading.secondsAhead)} AWS's time: have the clock of the app's device set automatically.`;
  }
}
