import { compare } from './compare';

test('the rehearsal of 300 random events agrees with IAM', async () => {
  const { compared, decisions, differences } = await compare(300, 16);
  expect(differences).toEqual([]);
  expect(compared).toBe(300);
  for (const decision of ['denied', 'not-denied', 'refused']) expect(decisions[decision]).toBeGreaterThan(10);
});
