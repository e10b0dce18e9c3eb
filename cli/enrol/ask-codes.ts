import { parseCode, secondsToNextCode } from './codes';
import type { Conversation } from './conversation';
import type { CodePair } from './enrolment-access';

/** What codes are asked with. */
export interface Asking {
  readonly conversation: Conversation;
  /** AWS's time, in milliseconds since the epoch. */
  awsTime(): number;
  /** Shows the secret again; absent where it is not known any more. */
  show?(): Promise<void>;
}

/** Asks for two codes that follow each other. The second one may be typed as soon as the app shows it. */
export async function askPair(asking: Asking): Promise<CodePair> {
  const code1 = await askCode(asking, 'Code 1');
  const shown = Math.floor(asking.awsTime() / 1000) + secondsToNextCode(asking.awsTime());
  const secondsLeft = () => Math.max(0, shown - Math.floor(asking.awsTime() / 1000));
  return [code1, await askCode(asking, 'Code 2', { after: code1, secondsLeft })];
}

interface Later {
  /** The code before. */
  readonly after: string;
  secondsLeft?(): number;
  /** What somebody gets who types nothing. */
  readonly optional?: boolean;
}

/** Asks until there is a code, other than the one before. */
export async function askCode(asking: Asking, question: string, later?: Later): Promise<string> {
  const { conversation } = asking;
  for (;;) {
    const answer = await conversation.ask(question, later?.secondsLeft);
    if (answer === '' && later?.optional === true) return '';
    const code = parseCode(answer);
    if (code !== undefined && code !== later?.after) return code;
    if (code !== undefined) {
      const seconds = secondsToNextCode(asking.awsTime());
      await conversation.tell(`That is still the code before; the next one comes within ${seconds} s.`);
    } else if (answer === 'clear') {
      await conversation.clear();
    } else if (answer === 'show' && asking.show !== undefined) {
      await asking.show();
    } else {
      await conversation.tell(
        'A code has six digits. "show" shows the secret again, "clear" clears the screen.',
      );
    }
  }
}
