/**
 * A user name that one of the patterns exempts, made of a name that no other user has. Undefined where every pattern
 * is a name of its own: that name belongs to somebody.
 */
export function exemptUserName(patterns: readonly string[], name: string): string | undefined {
  const pattern = patterns.find((candidate) => candidate.includes('*'));
  return pattern?.replace('*', name).replaceAll('*', '').slice(0, 64);
}
