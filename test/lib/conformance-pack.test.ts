import { conformancePack } from '../../lib/conformance-pack';

const pack = conformancePack({ gracePeriodDays: 14, exemptUsers: ['break-glass'] });

test('carries this rule beside the ones of AWS on the root user, passwords and access keys', () => {
  const sources = Object.values(pack.Resources).map(({ Properties }) => Object(Properties['Source']));
  expect(sources.map(({ Owner, SourceIdentifier }) => [Owner, SourceIdentifier])).toEqual([
    ['CUSTOM_LAMBDA', { Ref: 'ConsoleMfaFunctionArn' }],
    ['AWS', 'ROOT_ACCOUNT_MFA_ENABLED'],
    ['AWS', 'IAM_ROOT_ACCESS_KEY_CHECK'],
    ['AWS', 'IAM_PASSWORD_POLICY'],
    ['AWS', 'ACCESS_KEYS_ROTATED'],
    ['AWS', 'IAM_USER_UNUSED_CREDENTIALS_CHECK'],
  ]);
});

test('holds nothing but rules, as a pack may, each with a name of its own', () => {
  const rules = Object.values(pack.Resources);
  expect(new Set(rules.map(({ Type }) => Type))).toEqual(new Set(['AWS::Config::ConfigRule']));
  const names = rules.map(({ Properties }) => Properties['ConfigRuleName']);
  expect(new Set(names).size).toBe(rules.length);
  // AWS Config appends the pack's name and id, and tells results of no longer name than 64 characters.
  for (const name of names) expect(String(name).length).toBeLessThanOrEqual(40);
});

test('gives this rule its parameters, and no scope', () => {
  expect(pack.Resources['IamConsoleMfa']?.Properties).toMatchObject({
    InputParameters: { exemptUsers: 'break-glass', gracePeriodDays: '14' },
    Source: {
      SourceDetails: [
        { MessageType: 'ScheduledNotification', MaximumExecutionFrequency: 'TwentyFour_Hours' },
      ],
    },
  });
  expect(JSON.stringify(pack)).not.toContain('"Scope"');
});

test('passes every parameter of the managed rules, since AWS fills in defaults only in the console', () => {
  const parametersOf = (name: string) => Object(pack.Resources[name]?.Properties['InputParameters']);
  expect(parametersOf('IamPasswordPolicy')).toEqual({
    RequireUppercaseCharacters: { Ref: 'RequireUppercaseCharacters' },
    RequireLowercaseCharacters: { Ref: 'RequireLowercaseCharacters' },
    RequireSymbols: { Ref: 'RequireSymbols' },
    RequireNumbers: { Ref: 'RequireNumbers' },
    MinimumPasswordLength: { Ref: 'MinimumPasswordLength' },
    PasswordReusePrevention: { Ref: 'PasswordReusePrevention' },
    MaxPasswordAge: { Ref: 'MaxPasswordAge' },
  });
  expect(parametersOf('AccessKeysRotated')).toEqual({ maxAccessKeyAge: { Ref: 'MaximumAccessKeyAge' } });
  expect(parametersOf('IamUserUnusedCredentialsCheck')).toEqual({
    maxCredentialUsageAge: { Ref: 'MaximumCredentialUsageAge' },
  });
  const defaults = Object.entries(pack.Parameters).map(([name, { Default }]) => [name, Default]);
  expect(Object.fromEntries(defaults)).toEqual({
    ConsoleMfaFunctionArn: undefined,
    RequireUppercaseCharacters: 'true',
    RequireLowercaseCharacters: 'true',
    RequireSymbols: 'true',
    RequireNumbers: 'true',
    MinimumPasswordLength: '14',
    PasswordReusePrevention: '24',
    MaxPasswordAge: '90',
    MaximumAccessKeyAge: '90',
    MaximumCredentialUsageAge: '45',
  });
});

test.each([
  ['RequireSymbols', 'True', false],
  ['RequireSymbols', 'false', true],
  ['MaxPasswordAge', '1095', true],
  ['MaxPasswordAge', 'never', false],
])('takes for %s the value %s: %s', (name, value, taken) => {
  expect(new RegExp(pack.Parameters[name]?.AllowedPattern ?? '^$').test(value)).toBe(taken);
});

test('refers to no parameter that it does not hold, and holds none in vain', () => {
  const references = [...JSON.stringify(pack.Resources).matchAll(/"Ref":"(\w+)"/g)].map(([, name]) => name);
  expect([...new Set(references)].sort()).toEqual(Object.keys(pack.Parameters).sort());
});

test('has defaults that its own patterns allow, for all but the function', () => {
  const { ConsoleMfaFunctionArn, ...others } = pack.Parameters;
  expect(ConsoleMfaFunctionArn).not.toHaveProperty('Default');
  for (const { Default = '', AllowedPattern = '^$' } of Object.values(others)) {
    expect(Default).toMatch(new RegExp(AllowedPattern));
  }
  const pattern = new RegExp(ConsoleMfaFunctionArn?.AllowedPattern ?? '^$');
  expect('arn:aws-cn:lambda:cn-north-1:123456789012:function:ConsoleMfa-RuleFunction-1').toMatch(pattern);
});

test('is short enough to be given as text: 51,200 bytes', () => {
  expect(JSON.stringify(pack, null, 2).length).toBeLessThan(51_200);
});

test('refuses parameters that the rule could not use', () => {
  expect(() => conformancePack({ gracePeriodDays: 400 })).toThrow(/^InvalidParameters/);
});
