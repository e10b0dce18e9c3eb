import { ConsoleMfaError, quoted } from '../../rule/core/errors';
import type { Clock } from '../../rule/ports';
import { describeOffset } from './aws-time';
import { askCode, askPair, type CodePrompt, diagnosePair, explainRefusedCodes, inTime } from './codes';
import type { CodePair, EnrolmentAccess, NewDevice } from './enrolment-access';
import { isBusy, isCodeRefusal, refusalCode } from './refusal';

/** What is being set up, and with what. */
export interface SetUpContext {
  readonly access: EnrolmentAccess;
  readonly prompt: CodePrompt;
  readonly userName: string;
  readonly device: NewDevice;
}

/** Asks for codes until IAM has taken two, and enables the device with them. */
export async function enable(context: SetUpContext): Promise<CodePair> {
  const { access, userName, device } = context;
  return withCodes(context, async (codes) => {
    try {
      await access.enableDevice(userName, device.serialNumber, codes);
    } catch (error) {
      // An earlier try went through and its answer was lost: whose the device is, is read back.
      if (refusalCode(error) !== 'EntityAlreadyExists') throw error;
    }
  });
}

/** The same for a device that is out of step. */
export async function resync(context: SetUpContext): Promise<CodePair> {
  const { access, userName, device } = context;
  return withCodes(context, (codes) => access.resyncDevice(userName, device.serialNumber, codes));
}

/** Two new codes as long as IAM takes none. Nothing is lost by it: the device stays the same. */
async function withCodes(
  { access, prompt, device }: SetUpContext,
  send: (codes: CodePair) => Promise<void>,
): Promise<CodePair> {
  for (;;) {
    const codes = await askPair(prompt);
    try {
      await send(codes);
      return codes;
    } catch (error) {
      const why = isBusy(error)
        ? 'IAM cannot change this user at the moment, because it was changed just now. Wait a few minutes.'
        : isCodeRefusal(error)
          ? `IAM did not take these codes. ${explainRefusedCodes(access, device, codes)}`
          : undefined;
      if (why === undefined) throw error;
      await prompt.conversation.tell(`${why} Nothing is lost: enter two new codes.`);
    }
  }
}

/** How long IAM may take to show what it has done, in milliseconds. */
const VISIBLE_MS = 30_000;
const LOOK_EVERY_MS = 2_000;

/** Reads back that the user has the device. @throws ConsoleMfaError `NotConfirmed`. */
export async function confirm(
  access: EnrolmentAccess,
  userName: string,
  serialNumber: string,
  clock: Pick<Clock, 'sleep'>,
): Promise<void> {
  for (let waited = 0; waited <= VISIBLE_MS; waited += LOOK_EVERY_MS) {
    if ((await access.listDevices(userName)).includes(serialNumber)) return;
    await clock.sleep(LOOK_EVERY_MS);
  }
  throw new ConsoleMfaError(
    'NotConfirmed',
    `IAM does not show ${quoted(serialNumber)} among the devices of ${userName}; look with "aws iam list-mfa-devices --user-name ${userName}"`,
  );
}

/**
 * Codes that reach IAM late set the device up all the same, and out of step with the app: then two more put it right.
 *
 * @param codes that the device was enabled with.
 * @returns the codes that it goes by.
 */
export async function keepInStep(context: SetUpContext, codes: CodePair): Promise<CodePair> {
  const { access, prompt, device } = context;
  const ahead = secondsAhead(device, codes, access.awsTime());
  if (inTime(ahead)) return codes;
  await prompt.conversation.tell(
    `The codes were ${describeOffset(ahead)} AWS's time when they came in, so the device may be out of step. ` +
      'Enter two new codes as soon as the app shows them.',
  );
  const newCodes = await resync(context);
  const still = secondsAhead(device, newCodes, access.awsTime());
  if (!inTime(still)) {
    await prompt.conversation.tell(
      `The app's clock is ${describeOffset(still)} AWS's. IAM goes by that now; once the app's clock is set right, ` +
        'the device has to be brought into step again.',
    );
  }
  return newCodes;
}

function secondsAhead(device: NewDevice, codes: CodePair, awsTime: number): number {
  const diagnosis = diagnosePair(device.secret, codes, awsTime);
  return diagnosis.kind === 'consecutive' ? diagnosis.secondsAhead : 0;
}

/** Tries out, if the user likes, whether a code gives a session, and brings the device into step where none does. */
export async function tryOut(context: SetUpContext, codes: CodePair): Promise<void> {
  const { access, prompt, device } = context;
  const { conversation } = prompt;
  for (let [, last] = codes; ; [, last] = await resync(context)) {
    const question = 'One more code to try it out, or Enter to skip';
    const code = await askCode(prompt, question, { after: last, optional: true });
    if (code === '') return;
    try {
      await access.getSession(device.serialNumber, code);
      return await conversation.tell('It works: AWS gave a session for that code.');
    } catch (error) {
      if (!(error instanceof ConsoleMfaError)) throw error;
      if (!isCodeRefusal(error)) return await conversation.tell(`It cannot be tried out. ${error.message}`);
    }
    await conversation.tell('AWS did not take the code. Two new codes bring the device into step.');
  }
}
