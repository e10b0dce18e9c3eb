import type { EnrolmentAccess } from './enrolment-access';
import { howToRemove } from './guidance';
import { refusalCode } from './refusal';

/** Removes a device that came to nothing, or says exactly what stays. */
export async function undo(
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
    const why = error instanceof Error ? error.message : String(error);
    await tell(`It stays, and is nobody's. ${why}`);
  }
}
