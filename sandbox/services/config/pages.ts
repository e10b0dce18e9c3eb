import { configError } from './errors';

/** Makes a NextToken of the key that a page ends with, good for one action only. */
export function nextToken(action: string, key: string | undefined): string | undefined {
  return key === undefined ? undefined : Buffer.from(`${action} ${key}`).toString('base64url');
}

/** The key to go on after. @throws ServiceError InvalidNextTokenException for a token of another action. */
export function keyAfter(action: string, token: string | undefined): string | undefined {
  if (token === undefined || token === '') return undefined;
  const content = Buffer.from(token, 'base64url').toString();
  if (!content.startsWith(`${action} `)) {
    throw configError('InvalidNextTokenException', 'The specified next token is not valid.');
  }
  return content.slice(action.length + 1);
}
