import { configRuleNameOf } from '../../../lambda/trigger/environment';

test('the name of the rule is the variable that the construct sets', () => {
  expect(configRuleNameOf({ CONFIG_RULE_NAME: 'iam-console-mfa' })).toBe('iam-console-mfa');
});

test.each([{}, { CONFIG_RULE_NAME: '' }])('an environment without it is refused: %j', (environment) => {
  expect(() => configRuleNameOf(environment)).toThrow(
    /^InvalidEnvironment: the environment variable CONFIG_RULE_NAME is .*; deploy the stack again, which sets it$/,
  );
});
