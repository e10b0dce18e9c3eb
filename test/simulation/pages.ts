import type { Page } from '../../rule/ports';

/** All pages of one list that were delivered, from the first one on. */
export interface Chain<Item> {
  readonly items: Item[];
  /** Whom the pages were about: a name may pass to another user between two of them. */
  readonly about: Set<string | undefined>;
  /** Which state of the account the pages show. */
  readonly stage: 'beginning' | 'end';
}

export interface Entry<Item> {
  /** Lists are in the order of keys, and a page begins after the last key of the one before. */
  readonly key: string;
  readonly item: Item;
}

interface Position {
  readonly chain: number;
  readonly after: string;
  /** How many pages came before, so that no marker comes twice. */
  readonly page: number;
}

/** The pages of one action: each is cut from the list as it is at that moment. */
export class Pages<Item> {
  readonly #chains: Chain<Item>[] = [];

  constructor(private readonly size: number) {}

  chainOf(marker: string | undefined, stage: Chain<Item>['stage'] = 'beginning'): Chain<Item> {
    const known = marker === undefined ? undefined : this.#chains[positionOf(marker).chain];
    if (known !== undefined) return known;
    const chain: Chain<Item> = { items: [], about: new Set(), stage };
    this.#chains.push(chain);
    return chain;
  }

  cut(
    chain: Chain<Item>,
    marker: string | undefined,
    list: readonly Entry<Item>[],
    empty: boolean,
  ): Page<Item> {
    const position =
      marker === undefined ? { chain: this.#chains.indexOf(chain), after: '', page: 0 } : positionOf(marker);
    const rest = list.filter(({ key }) => key > position.after).sort((a, b) => (a.key < b.key ? -1 : 1));
    const entries = empty ? [] : rest.slice(0, this.size);
    const items = entries.map(({ item }) => item);
    if (!empty && rest.length <= this.size) return { items };
    const after = entries.at(-1)?.key ?? position.after;
    return { items, next: JSON.stringify({ ...position, after, page: position.page + 1 }) };
  }
}

function positionOf(marker: string): Position {
  return JSON.parse(marker) as Position;
}
