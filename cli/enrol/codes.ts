import { Secret, TOTP } from 'otpauth';
import { describeOffset } from './aws-time';
import type { Conversation } from './conversation';
import type { CodePair, EnrolmentAccess, NewDevice } from './enrolment-access';
import { ISSUER } from './secret';

/** How long a code is shown, in milliseconds. */
const STEP_MS = 30_000;

/** A code as it was typed, without the spaces that apps show in it; undefined for what is none. */
export function parseCode(text: string): string | undefined {
  const code = text.replace(/\s/g, '');
  return /^\d{6}$/.test(code) ? code : undefined;
}

/** The seconds until apps show the next code. */
export function secondsToNextCode(awsTime: number): number {
  return Math.ceil((STEP_MS - (awsTime % STEP_MS)) / 1000);
}

/** What two codes are, by the secret that they should come from. */
export type PairDiagnosis =
  /** They follow each other. The second one is that many seconds ahead of AWS's time; negative for behind. */
  | { readonly kind: 'consecutive'; readonly secondsAhead: number }
  /** The first one is the later. */
  | { readonly kind: 'swapped' }
  | { readonly kind: 'apart'; readonly seconds: number }
  /** At least one is of another secret, or far too old. */
  | { readonly kind: 'foreign' };

/** A clock that is set by hand may be wrong by a time zone. */
const PAIR_REACH = (14 * 3600 * 1000) / STEP_MS;
/** Beyond ten minutes, one code alone may fit by chance. */
const CODE_REACH = 20;

/** Whether codes that reach AWS so many seconds off count as in time: the code before and the code after are as good. */
export function inTime(secondsAhead: number): boolean {
  return Math.abs(secondsAhead) <= STEP_MS / 1000;
}

export function diagnosePair(secret: string, [code1, code2]: CodePair, awsTime: number): PairDiagnosis {
  const now = Math.floor(awsTime / STEP_MS);
  const codes = codesOf(secret);
  const pair = nearest(now, PAIR_REACH, (step) => codes(step) === code2 && codes(step - 1) === code1);
  if (pair !== undefined) return { kind: 'consecutive', secondsAhead: seconds(pair - now) };
  const first = nearest(now, CODE_REACH, (step) => codes(step) === code1);
  const second = nearest(now, CODE_REACH, (step) => codes(step) === code2);
  if (first === undefined || second === undefined) return { kind: 'foreign' };
  return second < first ? { kind: 'swapped' } : { kind: 'apart', seconds: seconds(second - first) };
}

/** The code of each step, worked out once. */
function codesOf(secret: string): (step: number) => string {
  const key = Secret.fromBase32(secret);
  const known = new Map<number, string>();
  return (step) => {
    const code = known.get(step) ?? TOTP.generate({ secret: key, timestamp: Math.max(0, step) * STEP_MS });
    known.set(step, code);
    return code;
  };
}

/** The nearest step for which something holds. */
function nearest(now: number, reach: number, holds: (step: number) => boolean): number | undefined {
  for (let away = 0; away <= reach; away++) {
    const step = [now - away, now + away].find(holds);
    if (step !== undefined) return step;
  }
  return undefined;
}

function seconds(steps: number): number {
  return (steps * STEP_MS) / 1000;
}

/** Why AWS may have refused two codes, as far as the secret tells. */
export function explainRefusedCodes(access: EnrolmentAccess, { secret }: NewDevice, codes: CodePair): string {
  const diagnosis = diagnosePair(secret, codes, access.awsTime());
  switch (diagnosis.kind) {
    case 'swapped':
      return 'Code 2 came before code 1.';
    case 'apart':
      return `The codes are ${diagnosis.seconds} s apart; they have to follow each other.`;
    case 'foreign':
      return `They are not this device's: look at the entry ${ISSUER} that you have just added.`;
    case 'consecutive':
      return inTime(diagnosis.secondsAhead)
        ? 'IAM takes a code only once.'
        : `They are ${describeOffset(diagnosis.secondsAhead)} AWS's time: have the clock of the app's device set automatically.`;
  }
}

/** What codes are asked with. */
export interface CodePrompt {
  readonly conversation: Conversation;
  /** AWS's time, in milliseconds since the epoch. */
  awsTime(): number;
  /** Shows the secret again; absent where it is not known any more. */
  show?(): Promise<void>;
}

/** Asks for two codes that follow each other. The second one may be typed as soon as the app shows it. */
export async function askPair(prompt: CodePrompt): Promise<CodePair> {
  const code1 = await askCode(prompt, 'Code 1');
  const shown = Math.floor(prompt.awsTime() / 1000) + secondsToNextCode(prompt.awsTime());
  const secondsLeft = () => Math.max(0, shown - Math.floor(prompt.awsTime() / 1000));
  return [code1, await askCode(prompt, 'Code 2', { after: code1, secondsLeft })];
}

interface QuestionOptions {
  /** The code before. */
  readonly after: string;
  secondsLeft?(): number;
  /** What somebody gets who types nothing. */
  readonly optional?: boolean;
}

/** Asks until there is a code, other than the one before. */
export async function askCode(
  prompt: CodePrompt,
  question: string,
  later?: QuestionOptions,
): Promise<string> {
  const { conversation } = prompt;
  for (;;) {
    const answer = await conversation.ask(question, later?.secondsLeft);
    if (answer === '' && later?.optional === true) return '';
    const code = parseCode(answer);
    if (code !== undefined && code !== later?.after) return code;
    if (code !== undefined) {
      const seconds = secondsToNextCode(prompt.awsTime());
      await conversation.tell(`That is still the code before; the next one comes within ${seconds} s.`);
    } else if (answer === 'clear') {
      await conversation.clear();
    } else if (answer === 'show' && prompt.show !== undefined) {
      await prompt.show();
    } else {
      await conversation.tell(
        'A code has six digits. "show" shows the secret again, "clear" clears the screen.',
      );
    }
  }
}
