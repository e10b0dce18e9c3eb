import fc from 'fast-check';
import { Directory } from '../../account/directory';

interface Named {
  readonly id: number;
  readonly name: string;
}

function directoryOf(...items: readonly Named[]): Directory<Named> {
  const directory = new Directory<Named>(
    ({ id }) => String(id),
    ({ name }) => name,
  );
  for (const item of items) directory.put(item);
  return directory;
}

describe('Directory', () => {
  test('gives items in the order of their keys, in pages that name their last', () => {
    const directory = directoryOf({ id: 1, name: 'c' }, { id: 2, name: 'a' }, { id: 3, name: 'b' });
    expect(directory.page(2)).toEqual({
      items: [
        { id: 2, name: 'a' },
        { id: 3, name: 'b' },
      ],
      next: 'b',
    });
    expect(directory.page(2, 'b')).toEqual({ items: [{ id: 1, name: 'c' }] });
  });

  test('a page that ends with the last item has no next one', () => {
    expect(directoryOf({ id: 1, name: 'a' }, { id: 2, name: 'b' }).page(2).next).toBeUndefined();
  });

  test('an item that is put under a new key is no longer found under the old', () => {
    const directory = directoryOf({ id: 1, name: 'a' });
    directory.put({ id: 1, name: 'z' });
    expect([directory.byKey('a'), directory.byKey('z'), directory.size]).toEqual([
      undefined,
      { id: 1, name: 'z' },
      1,
    ]);
    expect([...directory]).toEqual([{ id: 1, name: 'z' }]);
  });

  test('a page passes over what is not accepted, and does not promise more for it', () => {
    const directory = directoryOf({ id: 1, name: 'a' }, { id: 2, name: 'b' }, { id: 3, name: 'c' });
    expect(directory.page(1, undefined, ({ id }) => id < 3)).toEqual({
      items: [{ id: 1, name: 'a' }],
      next: 'a',
    });
    expect(directory.page(1, 'a', ({ id }) => id < 3)).toEqual({ items: [{ id: 2, name: 'b' }] });
  });

  test('holds what a plain map would, in order, whatever is put and deleted', () => {
    const changes = fc.array(
      fc.oneof(
        fc.record({ put: fc.nat(8), name: fc.string({ maxLength: 2 }) }),
        fc.record({ delete: fc.nat(8) }),
      ),
    );
    fc.assert(
      fc.property(changes, (sequence) => {
        const directory = directoryOf();
        const expected = new Map<number, string>();
        for (const change of sequence) {
          if ('delete' in change) {
            expected.delete(change.delete);
            directory.delete(String(change.delete));
          } else if (![...expected].some(([id, name]) => name === change.name && id !== change.put)) {
            expected.set(change.put, change.name);
            directory.put({ id: change.put, name: change.name });
          }
        }
        const ordered = [...expected].sort(([, a], [, b]) => (a < b ? -1 : 1));
        expect([...directory]).toEqual(ordered.map(([id, name]) => ({ id, name })));
      }),
    );
  });

  test('pages to the end give everything that was there all along, once, whatever comes and goes meanwhile', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 3 });
    fc.assert(
      fc.property(
        names,
        fc.infiniteStream(fc.boolean()),
        fc.integer({ min: 1, max: 4 }),
        (all, chance, limit) => {
          const staying = all.filter((_, index) => index % 3 === 0);
          const going = all.filter((_, index) => index % 3 === 1);
          const coming = all.filter((_, index) => index % 3 === 2);
          const directory = new Directory<string>(itself, itself);
          for (const name of [...staying, ...going]) directory.put(name);
          const seen = pagedThrough(directory, limit, () => {
            for (const name of perhaps(chance, going)) directory.delete(name);
            for (const name of perhaps(chance, coming)) directory.put(name);
          });
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen).toEqual(expect.arrayContaining(staying));
        },
      ),
    );
  });
});

/** The next of the names, if chance has it. */
function perhaps(chance: fc.Stream<boolean>, names: string[]): readonly string[] {
  return chance.next().value ? names.splice(0, 1) : [];
}

function itself(name: string): string {
  return name;
}

function pagedThrough(directory: Directory<string>, limit: number, between: () => void): readonly string[] {
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const { items, next } = directory.page(limit, after);
    seen.push(...items);
    after = next;
    if (seen.length > 1000) throw new Error('the pages have no end');
    between();
  } while (after !== undefined);
  return seen;
}
