import { distance } from 'fastest-levenshtein';

/** The choice that a misspelt word most likely meant: the nearest by edits, if at most a quarter of it is wrong. */
export function nearest(word: string, choices: readonly string[]): string | undefined {
  const spellings = exchanges(word.toLowerCase());
  const ranked = choices
    .map((choice) => ({ choice, edits: edits(spellings, choice.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= Math.max(1, best.choice.length / 4) ? best.choice : undefined;
}

/** A word, and what it becomes when two letters beside each other change places. */
function exchanges(word: string): readonly [word: string, ...exchanged: readonly string[]] {
  const exchanged = Array.from(word.slice(1), (letter, at) => {
    return `${word.slice(0, at)}${letter}${word.slice(at, at + 1)}${word.slice(at + 2)}`;
  });
  return [word, ...exchanged];
}

/** Letters added, left out or replaced; two letters that changed places count as one edit, once. */
function edits([word, ...exchanged]: ReturnType<typeof exchanges>, choice: string): number {
  return Math.min(distance(word, choice), ...exchanged.map((spelling) => 1 + distance(spelling, choice)));
}
