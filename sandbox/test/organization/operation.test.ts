import { runOperation } from '../../organization/operation';

class Refused extends Error {}

/** Works on accounts 0 to 9, of which some fail, and tells which were begun and how many at once. */
async function operationOn(
  failing: readonly number[],
  preferences: { readonly maxConcurrentPercentage: number; readonly failureTolerancePercentage: number },
) {
  let atOnce = 0;
  let most = 0;
  const results = await runOperation(
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    preferences,
    async (account) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await Promise.resolve();
      atOnce -= 1;
      if (failing.includes(account)) throw new Refused(`account ${account}`);
      return account;
    },
    (error) => (error instanceof Refused ? error.message : undefined),
  );
  return { most, statuses: results.map(({ status }) => status.charAt(0)).join(''), results };
}

test('a failure is told of its account, and every other account is deployed to', async () => {
  const { results, statuses } = await operationOn([2, 7], {
    maxConcurrentPercentage: 10,
    failureTolerancePercentage: 100,
  });
  expect(statuses).toBe('SSFSSSSFSS');
  expect(results[2]).toEqual({ status: 'FAILED', reason: 'account 2' });
  expect(results[3]).toEqual({ status: 'SUCCEEDED', given: 3 });
});

test.each([
  [0, 'SSFCCCCCCC'],
  [10, 'SSFSFCCCCC'],
  [19, 'SSFSFCCCCC'],
  [20, 'SSFSFSSSSS'],
])(
  'where %i percent may fail, two failures among ten give %s',
  async (failureTolerancePercentage, expected) => {
    const preferences = { maxConcurrentPercentage: 1, failureTolerancePercentage };
    expect((await operationOn([2, 4], preferences)).statuses).toBe(expected);
  },
);

test.each([
  [1, 1],
  [25, 2],
  [100, 10],
])('%i percent of ten are %i at once', async (maxConcurrentPercentage, atOnce) => {
  const preferences = { maxConcurrentPercentage, failureTolerancePercentage: 100 };
  expect((await operationOn([], preferences)).most).toBe(atOnce);
});

test('a defect ends the operation', async () => {
  const defect = async () => {
    throw new TypeError('not refused');
  };
  const preferences = { maxConcurrentPercentage: 10, failureTolerancePercentage: 100 };
  await expect(runOperation([1], preferences, defect, () => undefined)).rejects.toThrow('not refused');
});
