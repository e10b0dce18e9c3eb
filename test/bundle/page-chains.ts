import type { AnsweredCall } from '../../sandbox/call-log';

interface Chain<Item> {
  readonly items: readonly Item[];
  /** The ids of the users that its pages were about. */
  readonly about: ReadonlySet<string | undefined>;
}

/** What a list says of its own end. */
export interface PageEnd {
  readonly IsTruncated?: boolean;
  readonly Marker?: string;
}

/** Puts the pages of one action's lists together. */
export class PageChains<Item> {
  readonly #open = new Map<string, readonly Chain<Item>[]>();

  /**
   * Takes a page, and returns every list that it may be the end of: deliveries that run side by side share their
   * markers. A list whose pages were about several users tells of none of them.
   */
  take(call: AnsweredCall, end: PageEnd, items: readonly Item[]): readonly (readonly Item[])[] {
    const { Marker: marker, GroupName: group }: { readonly Marker?: string; readonly GroupName?: string } =
      Object(call.input);
    const keyOf = (mark: string | undefined) => `${group} ${call.userName} ${mark}`;
    const begun = marker === undefined ? [START] : (this.#open.get(keyOf(marker)) ?? []);
    const continued = begun.map((chain) => ({
      items: [...chain.items, ...items],
      about: new Set([...chain.about, call.userId]),
    }));
    if (end.IsTruncated !== true)
      return continued.filter(({ about }) => about.size === 1).map((chain) => chain.items);
    const key = keyOf(end.Marker);
    this.#open.set(key, [...(this.#open.get(key) ?? []), ...continued]);
    return [];
  }
}

const START = { items: [], about: new Set<string | undefined>() };
