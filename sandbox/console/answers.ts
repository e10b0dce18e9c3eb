import type { BrowserAnswer } from './browser-request';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Of everything that browsers are answered: no other page may show, read or embed it. */
const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
} as const;

export function answer(httpStatus: number, contentType: string, body: string | Buffer): BrowserAnswer {
  return { httpStatus, headers: { ...HEADERS, 'content-type': contentType }, body };
}

export function jsonAnswer(httpStatus: number, value: unknown): BrowserAnswer {
  return answer(httpStatus, 'application/json', JSON.stringify(value));
}

/** What the page shows beside what was asked for. */
export function refusal(httpStatus: number, message: string): BrowserAnswer {
  return jsonAnswer(httpStatus, { error: message });
}
