import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { readSettings } from '../../lib/settings';

/** The sentences for a context that cannot be used. */
function faultsOf(context: Readonly<Record<string, unknown>>): readonly string[] {
  try {
    readSettings(context);
  } catch (error) {
    expect(error).toMatchObject({ name: 'ConsoleMfaError', code: 'InvalidSettings' });
    const [title, ...faults] = String(error).split('\n  ');
    expect(title).toBe('ConsoleMfaError: InvalidSettings: these settings cannot be used');
    return faults;
  }
  return [];
}

describe('settings that can be used', () => {
  test('none at all', () => {
    expect(readSettings({})).toEqual({});
  });

  test('of cdk.json, in JSON', () => {
    const settings = {
      exemptUsers: ['break-glass-*', 'o,neil'],
      gracePeriodDays: 14,
      includeRoot: true,
      graceUntil: '2027-01-31',
      acceptedMfaTypes: ['fido', 'virtual'],
      maximumExecutionFrequency: 'Six_Hours',
    };
    expect(readSettings(settings)).toEqual(settings);
  });

  test('of the command line, all strings', () => {
    expect(
      readSettings({
        exemptUsers: 'break-glass-*;o,neil',
        gracePeriodDays: '14',
        includeRoot: 'true',
        graceUntil: '2027-01-31T18:00:00Z',
        acceptedMfaTypes: 'fido',
        report: 'changes',
      }),
    ).toEqual({
      exemptUsers: ['break-glass-*', 'o,neil'],
      gracePeriodDays: 14,
      includeRoot: true,
      graceUntil: '2027-01-31T18:00:00Z',
      acceptedMfaTypes: ['fido'],
      report: 'changes',
    });
  });
});

describe('a setting that cannot be used is told with what is allowed', () => {
  test.each([
    [{ gracePeriodDays: 400 }, /^.*gracePeriodDays is "400".*a whole number of days from 0 to 365$/],
    [{ gracePeriodDays: 1.5 }, /gracePeriodDays is "1.5".*a whole number of days from 0 to 365$/],
    [{ includeRoot: 'yes' }, /includeRoot is "yes".*true or false$/],
    [{ exemptPaths: 'service' }, /exemptPaths is "service".*each beginning and ending with "\/"$/],
    [{ exemptGroups: [''] }, /exemptGroups is empty.*group names separated by ";"$/],
    [{ exemptUsers: '' }, /exemptUsers is empty; leave it out.*user names separated by ";"/],
    [{ exemptUsers: ['a;b'] }, /exemptUsers holds the item "a;b"; ";" separates items/],
    [{ exemptUsers: [7] }, /^exemptUsers is "\[7\]"; allowed: user names separated by ";"/],
    [{ exemptUsers: null }, /^exemptUsers is "null"; allowed: user names separated by ";"/],
    [{ exemptionTag: { key: 'x' } }, /^exemptionTag is .*; allowed: a tag key of at most 128 letters/],
    [{ exemptionTag: 'a#b' }, /exemptionTag is "a#b".*a tag key of at most 128 letters/],
    [{ graceUntil: '2027-02-29' }, /graceUntil is "2027-02-29".*a day YYYY-MM-DD/],
    [
      { acceptedMfaTypes: ['fidoo'] },
      /"fidoo" is not one, did you mean fido\?; allowed: any of virtual;fido/,
    ],
    [{ report: 'change' }, /report is "change".*did you mean changes\?; allowed: all or changes$/],
    [
      { maximumExecutionFrequency: 'TwentyFourHours' },
      'maximumExecutionFrequency is "TwentyFourHours", did you mean TwentyFour_Hours?; allowed: One_Hour, Three_Hours, Six_Hours, Twelve_Hours, TwentyFour_Hours',
    ],
    [{ maximumExecutionFrequency: 24 }, /^maximumExecutionFrequency is "24"; allowed: One_Hour,/],
  ])('%j', (context, sentence) => {
    const [fault, ...others] = faultsOf(context);
    expect(fault).toEqual(
      sentence instanceof RegExp ? expect.stringMatching(sentence) : expect.stringContaining(sentence),
    );
    expect(others).toEqual([]);
  });

  test('all faults at once, a line each', () => {
    expect(
      faultsOf({
        exemptUser: 'anna',
        gracePeriodDays: 400,
        report: 'some',
        exemptGroups: null,
        maximumExecutionFrequency: 'Daily',
      }),
    ).toEqual([
      '"exemptUser" is no setting of this app, did you mean exemptUsers?',
      'exemptGroups is "null"; allowed: group names separated by ";"',
      expect.stringMatching(/^the rule's parameters have 2 faults\. gracePeriodDays is .*\. report is /),
      expect.stringMatching(/^maximumExecutionFrequency is "Daily"/),
    ]);
  });
});

describe('a key that is no setting', () => {
  test.each([
    ['exemptUser', 'exemptUsers'],
    ['exempt-users', 'exemptUsers'],
    ['EXEMPTUSERS', 'exemptUsers'],
    ['gracePeriod', 'gracePeriodDays'],
    ['graceDays', 'gracePeriodDays'],
    ['maxExecutionFrequency', 'maximumExecutionFrequency'],
    ['mfaTypes', 'acceptedMfaTypes'],
    ['includeRootUser', 'includeRoot'],
    ['exemptTag', 'exemptionTag'],
  ])('but was meant to be one is refused: %s, did you mean %s?', (key, meant) => {
    expect(faultsOf({ [key]: 'x' })).toEqual([`"${key}" is no setting of this app, did you mean ${meant}?`]);
  });

  test.each([
    '@aws-cdk/aws-iam:minimizePolicies',
    'aws:cdk:bundling-stacks',
    'aws-cdk:enableDiffNoFail',
    'availability-zones:account=123456789012:region=us-east-1',
    'cdk-migrate',
    'cli-telemetry',
    'acknowledged-issue-numbers',
    'environment',
    'stage',
    'costCentre',
  ])("but CDK's or somebody else's passes: %s", (key) => {
    expect(readSettings({ [key]: true })).toEqual({});
  });
});

describe('enforceMfaFrom', () => {
  test('is passed on as it was written', () => {
    expect(readSettings({ enforceMfaFrom: '2027-02-01' })).toEqual({ enforceMfaFrom: '2027-02-01' });
  });

  test('that is no date is refused with what is allowed', () => {
    expect(() => readSettings({ enforceMfaFrom: '1 February' })).toThrow(
      /enforceMfaFrom is "1 February"; allowed: a day YYYY-MM-DD/,
    );
  });

  test('is what a misspelt key suggests', () => {
    expect(() => readSettings({ enforceMfaForm: '2027-02-01' })).toThrow(/did you mean enforceMfaFrom\?/);
  });
});

describe('remediation', () => {
  test.each(['manual', 'automatic'] as const)('%s, with enforceMfaFrom', (remediation) => {
    const settings = { enforceMfaFrom: '2027-02-01', remediation };
    expect(readSettings(settings)).toEqual(settings);
  });

  test('is refused without enforceMfaFrom, and why', () => {
    expect(faultsOf({ remediation: 'manual' })).toEqual([
      'remediation is "manual" and enforceMfaFrom is not set; ' +
        'it adds users to the group that enforceMfaFrom makes, so set both or neither',
    ]);
  });

  test('with an enforceMfaFrom that cannot be used, only that is refused', () => {
    expect(faultsOf({ remediation: 'manual', enforceMfaFrom: '1 February' })).toEqual([
      expect.stringMatching(/^enforceMfaFrom is "1 February"/),
    ]);
  });

  test.each([
    ['automatically', 'remediation is "automatically"; allowed: manual or automatic'],
    ['automatik', 'remediation is "automatik", did you mean automatic?; allowed: manual or automatic'],
    [true, 'remediation is "true"; allowed: manual or automatic'],
    ['', 'remediation is ""; allowed: manual or automatic'],
  ])('%p is refused with what is allowed', (remediation, fault) => {
    expect(faultsOf({ remediation, enforceMfaFrom: '2027-02-01' })).toEqual([fault]);
  });

  test('is what a misspelt key suggests', () => {
    expect(faultsOf({ remediaton: 'manual' })).toEqual([
      '"remediaton" is no setting of this app, did you mean remediation?',
    ]);
  });
});

describe('how the rule is run', () => {
  test('is set beside what it says', () => {
    expect(
      readSettings({ gracePeriodDays: '14', nearRealTime: 'true', region: 'eu-central-1', dashboard: true }),
    ).toEqual({ gracePeriodDays: 14, nearRealTime: true, env: { region: 'eu-central-1' }, dashboard: true });
  });

  test('that cannot be used is refused with the rest', () => {
    expect(faultsOf({ report: 'some', nearRealTime: 'yes' })).toEqual([
      expect.stringMatching(/^the rule's parameters have a fault\. report is "some"/),
      'nearRealTime is "yes"; allowed: true or false',
    ]);
  });

  test.each([
    ['nearRealtime', 'nearRealTime'],
    ['alertMail', 'alertEmail'],
    ['alertTopic', 'alertTopicArn'],
    ['dashbord', 'dashboard'],
    ['securityHubSeverty', 'securityHubSeverity'],
  ])('is what a misspelt key suggests: %s, did you mean %s?', (key, meant) => {
    expect(faultsOf({ [key]: 'x' })).toEqual([`"${key}" is no setting of this app, did you mean ${meant}?`]);
  });
});

test('an organization gets the architecture and the metrics that are set, as one account does', () => {
  const organization = { id: 'o-a1b2c3d4e5', organizationalUnits: ['ou-ab12-cd34ef56'] };
  expect(readSettings({ organization, architecture: 'x86_64', metrics: 'true' })).toEqual({
    organization,
    architecture: Architecture.X86_64,
    metrics: true,
  });
});
