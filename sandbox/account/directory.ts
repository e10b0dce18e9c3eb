export interface Page<Item> {
  readonly items: readonly Item[];
  /** The key of the last item, to go on after; absent on the last page. */
  readonly next?: string;
}

/**
 * Items by id and by key, in the order of their keys. Writing one costs the same however many there are, but for
 * the shift of an array, and a page that goes on after a key misses nothing when others come and go in between.
 */
export class Directory<Item> {
  readonly #byId = new Map<string, Item>();
  readonly #idByKey = new Map<string, string>();
  readonly #keys: string[] = [];
  readonly #idOf: (item: Item) => string;
  readonly #keyOf: (item: Item) => string;

  constructor(idOf: (item: Item) => string, keyOf: (item: Item) => string) {
    this.#idOf = idOf;
    this.#keyOf = keyOf;
  }

  get size(): number {
    return this.#byId.size;
  }

  byId(id: string): Item | undefined {
    return this.#byId.get(id);
  }

  byKey(key: string): Item | undefined {
    const id = this.#idByKey.get(key);
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** Adds an item, or replaces the one with its id, under the key that it has now. */
  put(item: Item): void {
    const id = this.#idOf(item);
    const key = this.#keyOf(item);
    const previous = this.#byId.get(id);
    const previousKey = previous === undefined ? undefined : this.#keyOf(previous);
    if (previousKey !== undefined && previousKey !== key) this.#removeKey(previousKey);
    if (previousKey !== key) {
      this.#keys.splice(this.#position(key), 0, key);
      this.#idByKey.set(key, id);
    }
    this.#byId.set(id, item);
  }

  delete(id: string): void {
    const item = this.#byId.get(id);
    if (item === undefined) return;
    this.#byId.delete(id);
    this.#removeKey(this.#keyOf(item));
  }

  /** Up to `limit` items, from the first key after `after`, in order. */
  page(limit: number, after?: string, accept: (item: Item) => boolean = () => true): Page<Item> {
    const items: Item[] = [];
    let last: string | undefined;
    for (let index = this.#positionAfter(after); index < this.#keys.length; index += 1) {
      const key = this.#keys[index];
      const item = key === undefined ? undefined : this.byKey(key);
      if (item === undefined || !accept(item)) continue;
      if (items.length === limit && last !== undefined) return { items, next: last };
      items.push(item);
      last = key;
    }
    return { items };
  }

  /** Another with the same items, which then goes its own way. */
  copy(): Directory<Item> {
    const copy = new Directory(this.#idOf, this.#keyOf);
    for (const item of this) copy.put(item);
    return copy;
  }

  *[Symbol.iterator](): Generator<Item> {
    for (const key of this.#keys) {
      const item = this.byKey(key);
      if (item !== undefined) yield item;
    }
  }

  #removeKey(key: string): void {
    this.#idByKey.delete(key);
    this.#keys.splice(this.#position(key), 1);
  }

  #positionAfter(key: string | undefined): number {
    if (key === undefined) return 0;
    const position = this.#position(key);
    return this.#keys[position] === key ? position + 1 : position;
  }

  /** The index of the first key that does not come before `key`. */
  #position(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
