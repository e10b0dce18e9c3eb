import type { IncomingHttpHeaders } from 'node:http';
import { browserRequest } from '../../console/browser-request';
import { refusalOf } from '../../console/same-origin';

const host = '127.0.0.1:4566';
const own: IncomingHttpHeaders = {
  host,
  origin: 'http://127.0.0.1:4566',
  'content-type': 'application/json',
};

function refusal(method: string, headers: IncomingHttpHeaders): string | undefined {
  return refusalOf(browserRequest(method, '/console/actions', headers, ''));
}

test.each([
  ['the page itself', own],
  ['the page under the name localhost', { ...own, host: 'localhost:4566', origin: 'http://localhost:4566' }],
])('%s may change something', (_, headers) => {
  expect(refusal('POST', headers)).toBeUndefined();
});

test.each<[string, IncomingHttpHeaders, string]>([
  [
    'another site',
    { ...own, origin: 'https://evil.example' },
    'a page of "https://evil.example" may not change anything here',
  ],
  [
    'another port of this machine',
    { ...own, origin: 'http://127.0.0.1:8080' },
    'a page of "http://127.0.0.1:8080"',
  ],
  [
    'this machine by its other name',
    { ...own, origin: 'http://localhost:4566' },
    'a page of "http://localhost:4566"',
  ],
  ['a page without an origin, in a sandboxed frame', { ...own, origin: 'null' }, 'a page of "null"'],
  ['whoever sends no origin', { host, 'content-type': 'application/json' }, 'a page of "no origin"'],
  ['a form', { ...own, 'content-type': 'text/plain' }, 'is sent as application/json'],
])('%s may not change anything', (_, headers, reason) => {
  expect(refusal('POST', headers)).toContain(reason);
});
