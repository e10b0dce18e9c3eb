import { isForConsole } from '../../console/browser-request';

test.each([
  ['GET', '/', {}, true],
  ['HEAD', '/', {}, true],
  ['GET', '/console/state?known=0', {}, true],
  ['POST', '/console/actions', {}, true],
  // AWS clients: signed, by POST to the root, or by GET with the action in the query.
  ['POST', '/', {}, false],
  ['GET', '/', { authorization: 'AWS4-HMAC-SHA256 …' }, false],
  ['GET', '/?Action=ListUsers&Version=2010-05-08', {}, false],
  ['POST', '/console/actions', { authorization: 'AWS4-HMAC-SHA256 …' }, false],
  ['GET', '/consolex', {}, false],
])('%s %s with %j is for the console: %s', (method, url, headers, expected) => {
  expect(isForConsole(method, url, headers)).toBe(expected);
});
