import type { Clock } from '../../rule/ports';
import type { Conversation } from './conversation';
import type { CodePair, EnrolmentAccess, NewDevice } from './enrolment-access';
import { howToResync, undo } from './guidance';
import { apart } from './refusal';
import type { QrCodeFile } from './secret';
import { keyUri, labelOf, showSecret } from './secret';
import { confirm, enable, keepInStep, type SettingUp, tryOut } from './set-up';
import { createDevice } from './virtual-device';

export interface Enrolment {
  readonly access: EnrolmentAccess;
  readonly conversation: Conversation;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly userName: string;
  /** Whether the user is the caller. */
  readonly ownUser: boolean;
  /** The name of one more device. */
  readonly further: string | undefined;
  readonly png: QrCodeFile | undefined;
}

/**
 * Sets up a virtual device with somebody who answers: the secret, two codes, read back. What is broken off before IAM
 * has taken the codes is undone.
 *
 * @returns the device's serial number.
 * @throws Interrupted, and what EnrolmentCalls throw.
 */
export async function enrol(enrolment: Enrolment): Promise<string> {
  const { access, conversation, userName, further } = enrolment;
  await tellOfClock(access, conversation);
  const device = await createDevice(access, conversation, userName, further);
  const { serialNumber } = device;
  const settingUp = settingUpOf(enrolment, device);
  let codes: CodePair;
  try {
    codes = await associate(enrolment, settingUp);
  } catch (error) {
    await undo(access, (text) => conversation.tell(text), serialNumber);
    throw error;
  }
  try {
    await afterwards(enrolment, settingUp, codes);
  } catch (error) {
    await conversation.tell(
      `\nIAM has taken the codes of ${serialNumber}, and the device stays. If it is out of step:\n  ${howToResync(serialNumber)}`,
    );
    throw error;
  }
  return serialNumber;
}

function settingUpOf({ access, conversation, userName }: Enrolment, device: NewDevice): SettingUp {
  const asking = {
    conversation,
    awsTime: () => access.awsTime(),
    show: () => showSecret(conversation, device, labelOf(userName, access.accountId)),
  };
  return { access, asking, userName, device };
}

async function associate(
  { access, signal, png, userName, conversation }: Enrolment,
  settingUp: SettingUp,
): Promise<CodePair> {
  signal.throwIfAborted();
  await settingUp.asking.show?.();
  if (png !== undefined) {
    await png.write(keyUri(settingUp.device.secret, labelOf(userName, access.accountId)));
    await conversation.tell(`The QR code is in ${png.path} too: delete the file when you are done.`);
  }
  await conversation.tell('Enter two codes that follow each other, each as the app shows it.');
  return enable(settingUp);
}

async function afterwards(enrolment: Enrolment, settingUp: SettingUp, codes: CodePair): Promise<void> {
  const { access, conversation, clock, ownUser, userName } = enrolment;
  await confirm(access, userName, settingUp.device.serialNumber, clock);
  const last = await keepInStep(settingUp, codes);
  if (!conversation.isTerminal) return;
  if (ownUser && access.longTermKey) await tryOut(settingUp, last);
  const answer = await conversation.ask('Clear the screen, with the secret on it? [Y/n]');
  if (!/^n/i.test(answer)) await conversation.clear();
}

/** A clock that is further off is worth a word, in seconds. */
const CLOCK_TOLERANCE_S = 10;

async function tellOfClock(access: EnrolmentAccess, conversation: Conversation): Promise<void> {
  const ahead = access.secondsAhead();
  if (Math.abs(ahead) < CLOCK_TOLERANCE_S) return;
  await conversation.tell(
    `This computer's clock is ${apart(ahead)} AWS's. Codes made on this computer will be off by as much.`,
  );
}
