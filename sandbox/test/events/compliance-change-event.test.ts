import { Ids } from '../../account/ids';
import type { TimelineEntry } from '../../account/timeline';
import { complianceChangeEvent } from '../../events/compliance-change-event';
import { emptyAccount, NOW } from '../support/served-account';

const ENTRY: TimelineEntry = {
  configRuleName: 'mfa',
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDAANNA',
  compliance: 'NON_COMPLIANT',
  previousCompliance: 'COMPLIANT',
  annotation: 'anna has no MFA device.',
  orderingTimestamp: NOW,
  configRuleInvokedTime: NOW,
  resultRecordedTime: NOW,
};

const detailOf = (entry: Partial<TimelineEntry>) =>
  complianceChangeEvent({ ...ENTRY, ...entry }, emptyAccount(), new Ids('test'), NOW)?.detail;

test('a result that says something else than the one before is told with both', () => {
  expect(detailOf({})).toMatchObject({
    configRuleName: 'mfa',
    resourceType: 'AWS::IAM::User',
    resourceId: 'AIDAANNA',
    messageType: 'ComplianceChangeNotification',
    newEvaluationResult: { complianceType: 'NON_COMPLIANT', annotation: 'anna has no MFA device.' },
    oldEvaluationResult: { complianceType: 'COMPLIANT' },
  });
});

test('a first result is told without one before', () => {
  expect(detailOf({ previousCompliance: 'NOT_APPLICABLE' })).not.toHaveProperty('oldEvaluationResult');
});

test('a result that says the same is not told, whatever its annotation', () => {
  expect(detailOf({ previousCompliance: 'NON_COMPLIANT', annotation: 'another' })).toBeUndefined();
});
