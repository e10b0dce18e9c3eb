import { csv } from '../../../../cli/rehearse/formats/csv';
import { keyCall, keyOf } from '../../../support/rehearsal/events';
import { reportOf, WHOLE } from '../../../support/rehearsal/reports';

test('a row for each action with a credential, and one for each user without', () => {
  const [header, ...rows] = csv(WHOLE).split('\r\n');
  expect(header).toBe(
    'userName,verdict,credential,accessKeyId,action,count,firstSeen,lastSeen,roles,callsOfUser,unknownOfUser,signInsWithoutMfa,account,from,to,source,regions,complete,unknownEvents,notRead',
  );
  const shown = rows.map((row) => row.split(',').slice(0, 8).join(','));
  expect(shown).toEqual([
    `anna,denied,access-key,${keyOf('anna')},sts:AssumeRole,2,2027-01-02T03:00:00Z,2027-01-09T03:00:00Z`,
    `anna,denied,access-key,${keyOf('anna')},s3:ListAllMyBuckets,1,2027-01-09T04:00:00Z,2027-01-09T04:00:00Z`,
    'bob,denied,session-without-mfa,,ec2:RunInstances,1,2027-01-05T08:05:00Z,2027-01-05T08:05:00Z',
    'carol,unaffected,,,,0,,',
    'dave,no-calls,,,,0,,',
    'erin,no-calls,,,,0,,',
    '',
  ]);
});

test('every row says of what account, window, and Regions it is, and what was not read', () => {
  const [, first = ''] = csv(WHOLE).split('\r\n');
  expect(first).toContain(
    ',"arn:aws:iam::123456789012:role/deploy 2 times, 3 calls",3,0,0,123456789012,2027-01-01T00:00:00Z,2027-01-15T12:00:00Z,log-files,eu-west-1;us-east-1,true,0,"Read: 2 files',
  );
});

test('a name that is a formula is text', () => {
  const report = reportOf([keyCall('=cmd+x')]);
  expect(csv(report).split('\r\n')[1]).toMatch(/^'=cmd\+x,denied,/);
});
