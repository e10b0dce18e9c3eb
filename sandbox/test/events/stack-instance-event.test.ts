import { createAccount } from '../../account/account';
import { Ids } from '../../account/ids';
import { stackInstanceEvent } from '../../events/stack-instance-event';

test('the event is in the account of the stack set, and names that of the instance in the ARN of its stack', () => {
  const account = createAccount({
    accountId: '111122223333',
    partition: 'aws',
    region: 'us-east-1',
    seed: 'events',
    createDate: new Date('2020-01-01T00:00:00Z'),
  });
  const stackSetArn = 'arn:aws:cloudformation:us-east-1:111122223333:stackset/test1234:e5f54eea';
  const stackId = 'arn:aws:cloudformation:us-east-1:444455556666:stack/StackSet-test1234-0a/1b';
  const instance = {
    accountId: '444455556666',
    stackId,
    status: 'OUTDATED',
    detailedStatus: 'FAILED',
    statusReason: 'no recorder',
    attempts: 1,
  } as const;
  const change = { stackSetArn, action: 'CREATE', instance } as const;
  expect(stackInstanceEvent(change, account, new Ids('event'), new Date('2026-03-02T09:00:00.123Z'))).toEqual(
    {
      version: '0',
      id: expect.any(String),
      'detail-type': 'CloudFormation StackSet StackInstance Status Change',
      source: 'aws.cloudformation',
      account: '111122223333',
      time: '2026-03-02T09:00:00Z',
      region: 'us-east-1',
      resources: [stackSetArn],
      detail: {
        'stack-set-arn': stackSetArn,
        'stack-id': stackId,
        action: 'CREATE',
        'status-details': { status: 'OUTDATED', 'status-reason': 'no recorder', 'detailed-status': 'FAILED' },
      },
    },
  );
});
