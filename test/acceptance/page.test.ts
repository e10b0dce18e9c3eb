import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ASSUMPTION_IDS, ASSUMPTIONS } from '../../acceptance/assumptions';

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

test('the page says of an assumption that it is not observed where the program cannot observe it', () => {
  const unobservable = ASSUMPTION_IDS.filter((id) => 'unobservable' in ASSUMPTIONS[id]);
  expect(ROWS.filter(({ how }) => how.startsWith('not observed')).map(({ id }) => id)).toEqual(unobservable);
});
