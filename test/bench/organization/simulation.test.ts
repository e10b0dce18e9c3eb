import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawAccounts } from '../../../bench/organization/draw-accounts';
import { scaleSection } from '../../../bench/organization/simulation';

test('the same seed draws the same organization, another seed another', () => {
  expect(drawAccounts(50, 7)).toEqual(drawAccounts(50, 7));
  expect(drawAccounts(50, 7)).not.toEqual(drawAccounts(50, 8));
});

test('accounts are as they are assumed to be', () => {
  const accounts = drawAccounts(2_000, 3);
  const users = accounts.map((account) => account.users).sort((one, other) => one - other);
  expect(users[1_000]).toBeGreaterThanOrEqual(7);
  expect(users[1_000]).toBeLessThanOrEqual(9);
  const others = accounts.filter(
    ({ stackSeconds: stack, codeReadAfterSeconds: code }) =>
      !(stack >= 60 && stack <= 180 && code >= 20 && code <= 40),
  );
  expect(others).toEqual([]);
});

test('docs/scale.md has the figures of the simulation', () => {
  const page = readFileSync(join(__dirname, '../../../docs/scale.md'), 'utf8');
  expect(page).toContain(`<!-- simulation -->\n${scaleSection()}\n<!-- /simulation -->`);
});
