/** What is not known, and why. Reasons are few and fixed, since events are counted by them. */
export class Undecided {
  constructor(readonly reason: string) {}
}

/** Three-valued: true, false, or undecided. */
export type Answer = boolean | Undecided;

/** True where all are. One that is false decides, whatever is undecided beside it. Later ones are not asked then. */
export function all(...questions: readonly (() => Answer)[]): Answer {
  let undecided: Undecided | undefined;
  for (const ask of questions) {
    const answer = ask();
    if (answer === false) return false;
    if (answer !== true) undecided ??= answer;
  }
  return undecided ?? true;
}

/** True where any is. One that is true decides, whatever is undecided beside it. */
export function any(answers: Iterable<Answer>): Answer {
  let undecided: Undecided | undefined;
  for (const answer of answers) {
    if (answer === true) return true;
    if (answer !== false) undecided ??= answer;
  }
  return undecided ?? false;
}

export function not(answer: Answer): Answer {
  return typeof answer === 'boolean' ? !answer : answer;
}
