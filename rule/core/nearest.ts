import { distance } from 'fastest-levenshtein';

/** The choice that a misspelt word most likely meant: the nearest by edits, if at most a quarter of it is wrong. */
export function nearest(word: string, choices: readonly string[]): string | undefined {
  const ranked = choices
    .map((choice) => ({ choice, edits: distance(word.toLowerCase(), choice.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= Math.max(1, best.choice.length / 4) ? best.choice : undefined;
}
