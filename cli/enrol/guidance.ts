import type { Identity } from '../aws/account-access';
import { errorMessage } from '../text/error-message';
import type { EnrolmentAccess } from './enrolment-access';
import { refusalCode } from './refusal';

/** What is different now, for the user who has set MFA up. */
export function whatChangesNow({ accountId }: Identity, userName: string, serialNumber: string): string {
  return `MFA is set up: ${userName} has the device ${serialNumber}

What changes now
  Console   Sign out and in again: sessions that are open already count as without MFA.
            From now on signing in asks for a code.
  CLI       An access key alone counts as without MFA. A session with MFA, for a code:
            $ aws configure mfa-login --serial-number ${serialNumber}
            With "aws login": sign out in the browser, then "aws login" again.
  Lost it?  Have an administrator of account ${accountId} take the device away, and enrol again.
`;
}

/** How an administrator, or the user, gets rid of a device that is nobody's. */
export function howToRemove(serialNumber: string): string {
  return `aws iam delete-virtual-mfa-device --serial-number ${serialNumber}`;
}

/** How a device that is out of step with IAM is brought into step. */
export function howToResync(serialNumber: string): string {
  return `iam-console-mfa enrol --serial ${serialNumber} --code1 CODE --code2 CODE`;
}

/** Removes a device that came to nothing, or says exactly what stays. */
export async function discardDevice(
  access: EnrolmentAccess,
  tell: (text: string) => Promise<void>,
  serialNumber: string,
): Promise<void> {
  await tell(
    `\nRemoving ${serialNumber}. Should this be stopped too, it stays, nobody's; what removes it:\n  ${howToRemove(serialNumber)}`,
  );
  try {
    await access.deleteDevice(serialNumber);
    await tell('Removed. Nothing is left behind but the entry in the app: delete it.');
  } catch (error) {
    if (refusalCode(error) === 'DeleteConflict') {
      await tell('It is in use: IAM has taken the codes, and MFA is set up.');
      return;
    }
    await tell(`It stays, and is nobody's. ${errorMessage(error)}`);
  }
}
