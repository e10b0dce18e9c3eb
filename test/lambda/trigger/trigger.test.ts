import { trigger } from '../../../lambda/trigger/trigger';
import { AwsCallError, type CallFailure } from '../../../rule/core/errors';
import { rejectionOf } from '../../support/thrown';

const failing = (failure: CallFailure) => async () => {
  throw new AwsCallError(failure, 'config:StartConfigRulesEvaluation', 'as the test wants it');
};

test('an evaluation that AWS Config takes has started', async () => {
  expect(await trigger(async () => undefined)).toBe('started');
});

test('one that AWS Config does not take yet is refused, and nothing is thrown', async () => {
  expect(await trigger(failing('throttled'))).toBe('refused');
});

test.each(['transient', 'denied', 'missing', 'refused'] as const)(
  'any other failure is thrown: %s',
  async (failure) => {
    expect(await rejectionOf(trigger(failing(failure)))).toMatchObject({ code: 'AwsCallFailed', failure });
  },
);

test('a defect is thrown as it is', async () => {
  const defect = new TypeError('undefined is not a function');
  const failing = async () => {
    throw defect;
  };
  await expect(trigger(failing)).rejects.toBe(defect);
});
