import { readEnvironment } from '../../../lambda/remediation/environment';
import { policy } from '../../support/known-users';

test("the rule's parameters and the group", () => {
  const environment = {
    RULE_PARAMETERS: '{"exemptUsers":"break-glass-*;o,neil","gracePeriodDays":"14"}',
    GROUP_NAME: 'console-mfa-self-service',
  };
  expect(readEnvironment(environment)).toEqual({
    groupName: 'console-mfa-self-service',
    parameters: policy({ exemptUsers: ['break-glass-*', 'o,neil'], gracePeriodDays: 14 }),
  });
});

test.each([
  [{ RULE_PARAMETERS: '{}' }, 'GROUP_NAME is "undefined"'],
  [{ RULE_PARAMETERS: '{}', GROUP_NAME: '' }, 'GROUP_NAME is ""'],
  [{ GROUP_NAME: 'g' }, 'RULE_PARAMETERS is "undefined"'],
  [{ GROUP_NAME: 'g', RULE_PARAMETERS: '{' }, 'RULE_PARAMETERS is "{"'],
  [{ GROUP_NAME: 'g', RULE_PARAMETERS: '[]' }, 'RULE_PARAMETERS is "[]"'],
  [{ GROUP_NAME: 'g', RULE_PARAMETERS: 'null' }, 'RULE_PARAMETERS is "null"'],
])('%j is refused', (environment, what) => {
  expect(() => readEnvironment(environment)).toThrow(
    `InvalidEnvironment: the environment variable ${what}; deploy the stack again, which sets it`,
  );
});

test('parameters that the rule would refuse are refused', () => {
  const environment = { GROUP_NAME: 'g', RULE_PARAMETERS: '{"exemptUser":"anna"}' };
  expect(() => readEnvironment(environment)).toThrow(/^InvalidParameters: .*did you mean exemptUsers\?/);
});
