export function addTo<Key>(counts: Map<Key, number>, key: Key, count = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** Largest first, then by what a person would sort by. */
export function byCount<Counted extends { readonly count: number }>(nameOf: (counted: Counted) => string) {
  return (one: Counted, another: Counted): number =>
    another.count - one.count || compare(nameOf(one), nameOf(another));
}

export function compare(one: string, another: string): number {
  if (one === another) return 0;
  return one < another ? -1 : 1;
}
