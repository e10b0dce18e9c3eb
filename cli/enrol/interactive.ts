import type { Clock } from '../../rule/ports';
import { describeOffset } from './aws-time';
import type { Conversation } from './conversation';
import type { CodePair, EnrolmentAccess, NewDevice } from './enrolment-access';
import { discardDevice, howToResync } from './guidance';
import type { QrCodeFile } from './secret';
import { keyUri, labelOf, showSecret } from './secret';
import { confirm, enable, keepInStep, type SetUpContext, tryOut } from './set-up';
import { createDevice } from './virtual-device';

export interface Enrolment {
  readonly access: EnrolmentAccess;
  readonly conversation: Conversation;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly userName: string;
  /** Whether the user is the caller. */
  readonly isCaller: boolean;
  /** The name of one more device. */
  readonly additionalName: string | undefined;
  readonly png: QrCodeFile | undefined;
}

/**
 * Sets up a virtual device with somebody who answers: the secret, two codes, read back. What is broken off before IAM
 * has taken the codes is undone.
 *
 * @returns the device's serial number.
 * @throws Interrupted, and what EnrolmentCalls throw.
 */
export async function enrolInteractively(enrolment: Enrolment): Promise<string> {
  const { access, conversation, userName, additionalName } = enrolment;
  await warnOfClockSkew(access, conversation);
  const device = await createDevice(access, conversation, userName, additionalName);
  const { serialNumber } = device;
  const context = contextOf(enrolment, device);
  let codes: CodePair;
  try {
    codes = await showSecretAndEnable(enrolment, context);
  } catch (error) {
    await discardDevice(access, (text) => conversation.tell(text), serialNumber);
    throw error;
  }
  try {
    await confirmAndTryOut(enrolment, context, codes);
  } catch (error) {
    await conversation.tell(
      `\nIAM has taken the codes of ${serialNumber}, and the device stays. If it is out of step:\n  ${howToResync(serialNumber)}`,
    );
    throw error;
  }
  return serialNumber;
}

function contextOf({ access, conversation, userName }: Enrolment, device: NewDevice): SetUpContext {
  const prompt = {
    conversation,
    awsTime: () => access.awsTime(),
    show: () => showSecret(conversation, device, labelOf(userName, access.accountId)),
  };
  return { access, prompt, userName, device };
}

async function showSecretAndEnable(
  { access, signal, png, userName, conversation }: Enrolment,
  context: SetUpContext,
): Promise<CodePair> {
  signal.throwIfAborted();
  await context.prompt.show?.();
  if (png !== undefined) {
    await png.write(keyUri(context.device.secret, labelOf(userName, access.accountId)));
    await conversation.tell(`The QR code is in ${png.path} too: delete the file when you are done.`);
  }
  await conversation.tell('Enter two codes that follow each other, each as the app shows it.');
  return enable(context);
}

async function confirmAndTryOut(enrolment: Enrolment, context: SetUpContext, codes: CodePair): Promise<void> {
  const { access, conversation, clock, isCaller, userName } = enrolment;
  await confirm(access, userName, context.device.serialNumber, clock);
  const last = await keepInStep(context, codes);
  if (!conversation.isTerminal) return;
  if (isCaller && access.longTermKey) await tryOut(context, last);
  const answer = await conversation.ask('Clear the screen, with the secret on it? [Y/n]');
  if (!/^n/i.test(answer)) await conversation.clear();
}

/** A clock that is further off is worth a word, in seconds. */
const CLOCK_TOLERANCE_S = 10;

async function warnOfClockSkew(access: EnrolmentAccess, conversation: Conversation): Promise<void> {
  const ahead = access.secondsAhead();
  if (Math.abs(ahead) < CLOCK_TOLERANCE_S) return;
  await conversation.tell(
    `This computer's clock is ${describeOffset(ahead)} AWS's. Codes made on this computer will be off by as much.`,
  );
}
