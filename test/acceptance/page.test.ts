import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ASSUMPTION_IDS, ASSUMPTIONS } from '../../acceptance/assumptions';
import { type Assumption, textOf } from '../../acceptance/catalog/assumption';

const PAGE = readFileSync(join(__dirname, '../../docs/assumptions.md'), 'utf8');

/** The cells of each row whose first cell is an ID. */
const ROWS = PAGE.split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, id]) => /^`[\w-]+`$/.test(id ?? ''))
  .map(([, id = '', statement = '', why = '', how = '']) => ({
    id: id.replaceAll('`', ''),
    statement,
    why,
    how,
  }));

test('docs/assumptions.md has a row for each assumption that the program prints, in its order', () => {
  expect(ROWS.map(({ id, statement }) => [id, statement])).toEqual(
    ASSUMPTION_IDS.map((id) => [id, ASSUMPTIONS[id].statement]),
  );
});

test('every row says why we believe it', () => {
  expect(ROWS.filter(({ why }) => why === '').map(({ id }) => id)).toEqual([]);
});

test('the page says why the program cannot observe an assumption, and how to check it by hand', () => {
  const expected = ASSUMPTION_IDS.map((id) => {
    const { unobservable }: Assumption = ASSUMPTIONS[id];
    return [id, unobservable === undefined ? undefined : `not observed: ${textOf(unobservable)}`];
  });
  expect(ROWS.map(({ id, how }) => [id, how.startsWith('not observed') ? how : undefined])).toEqual(expected);
});

test('every row says how it is observed', () => {
  expect(ROWS.filter(({ how }) => how === '').map(({ id }) => id)).toEqual([]);
});
