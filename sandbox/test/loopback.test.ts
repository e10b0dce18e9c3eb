import { refusalUnread } from '../loopback';

const PORT = 4566;

test.each(['127.0.0.1:4566', 'localhost:4566', '[::1]:4566'])('%s is a name of this server', (host) => {
  expect(refusalUnread({ host }, PORT, false)).toBeUndefined();
  expect(refusalUnread({ host }, PORT, true)).toBeUndefined();
});

test('HTTP clients leave port 80 out', () => {
  expect(refusalUnread({ host: 'localhost' }, 80, false)).toBeUndefined();
});

test.each([
  ['a name that was made to resolve to this machine', 'evil.example:4566'],
  ['a name that only begins like this machine', '127.0.0.1.evil.example'],
  ['another port of this machine', '127.0.0.1:8080'],
  ['no port', '127.0.0.1'],
  ['no name', undefined],
])('%s is refused, by the console and by AWS', (_what, host) => {
  const reason = `this server answers only to 127.0.0.1:4566, localhost:4566, [::1]:4566, not "${host ?? ''}"`;
  const headers = host === undefined ? {} : { host };
  expect(refusalUnread(headers, PORT, true)).toBe(reason);
  expect(refusalUnread(headers, PORT, false)).toBe(reason);
});

test('a page of any origin may not call AWS, the console included', () => {
  const headers = { host: 'localhost:4566', origin: 'http://localhost:4566' };
  expect(refusalUnread(headers, PORT, false)).toBe(
    'a page of "http://localhost:4566" may not call AWS here: AWS clients send no Origin',
  );
  expect(refusalUnread(headers, PORT, true)).toBeUndefined();
});
