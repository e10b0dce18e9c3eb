import { parseRequest } from '../../../lambda/remediation/request';

test('the unique id of a user', () => {
  expect(parseRequest({ IAMResourceId: 'AIDAJQABLZS4A3QDU576Q' })).toBe('AIDAJQABLZS4A3QDU576Q');
});

test.each([
  ["the root user's id, which is the account's", '123456789012'],
  ['the id of a role', 'AROADBQP57FF2AEXAMPLE'],
  ['a name', 'alice'],
  ['a name that begins like an id', 'AIDAlice'],
  ['an id with more around it', ' AIDAJQABLZS4A3QDU576Q'],
  ['an id and another line', 'AIDAJQABLZS4A3QDU576Q\nAIDAJQABLZS4A3QDU576R'],
  ['nothing', ''],
  ['a list', ['AIDAJQABLZS4A3QDU576Q']],
  ['no id at all', undefined],
])('%s is refused', (_name, IAMResourceId) => {
  expect(() => parseRequest({ IAMResourceId })).toThrow(
    /^NotAUser: IAMResourceId is ".*", not the unique id AIDA… of an IAM user; only users can be members/,
  );
});

test.each([null, undefined, 'AIDAJQABLZS4A3QDU576Q', 7])('the event %p is refused', (event) => {
  expect(() => parseRequest(event)).toThrow(/^NotAUser: IAMResourceId is "undefined"/);
});
