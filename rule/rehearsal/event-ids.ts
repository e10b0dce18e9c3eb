/**
 * The IDs of events, each once. CloudTrail's are UUIDs, of which this keeps 16 bytes and not a string of 36 characters:
 * an open-addressing table of four words each, at most two thirds full.
 */
export class EventIds {
  #words = new Uint32Array(WORDS * 1024);
  #uuids = 0;
  readonly #others = new Set<string>();

  /** @returns false if the ID is there already */
  add(id: string): boolean {
    const uuid = uuidOf(id);
    if (uuid !== undefined) return this.#addUuid(uuid);
    if (this.#others.has(id)) return false;
    this.#others.add(id);
    return true;
  }

  #addUuid(uuid: Uuid): boolean {
    if (this.#uuids * 3 >= (this.#words.length / WORDS) * 2) this.#grow();
    const isNew = insert(this.#words, uuid);
    if (isNew) this.#uuids += 1;
    return isNew;
  }

  #grow(): void {
    const larger = new Uint32Array(this.#words.length * 2);
    for (let at = 0; at < this.#words.length; at += WORDS) {
      const uuid = at4(this.#words, at);
      if (!isEmpty(uuid)) insert(larger, uuid);
    }
    this.#words = larger;
  }
}

type Uuid = readonly [number, number, number, number];
const WORDS = 4;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The nil UUID marks free places in the table, so it counts as another ID; so do capitals, to tell any two IDs apart. */
function uuidOf(id: string): Uuid | undefined {
  if (!UUID.test(id)) return undefined;
  const word = (...parts: readonly [from: number, to: number][]) =>
    Number.parseInt(parts.map(([from, to]) => id.slice(from, to)).join(''), 16);
  const uuid: Uuid = [word([0, 8]), word([9, 13], [14, 18]), word([19, 23], [24, 28]), word([28, 36])];
  return isEmpty(uuid) ? undefined : uuid;
}

function isEmpty([a, b, c, d]: Uuid): boolean {
  return (a | b | c | d) === 0;
}

function at4(words: Uint32Array, at: number): Uuid {
  return [words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0, words[at + 3] ?? 0];
}

/** @returns false if it is there already. The table has a free place. */
function insert(words: Uint32Array, uuid: Uuid): boolean {
  const places = words.length / WORDS;
  for (let place = hashOf(uuid) % places; ; place = (place + 1) % places) {
    const at = place * WORDS;
    const there = at4(words, at);
    if (isEmpty(there)) {
      words.set(uuid, at);
      return true;
    }
    if (there.every((word, index) => word === uuid[index])) return false;
  }
}

/** Of all bits, since a UUID need not be random in each of them. */
function hashOf(uuid: Uuid): number {
  let hash = 0;
  for (const word of uuid) {
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
