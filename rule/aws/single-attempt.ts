/**
 * Settings of an AWS SDK client that makes one attempt: the rule retries by itself, since it knows how much time is left
 * and how many calls the account grants.
 */
export const SINGLE_ATTEMPT = { maxAttempts: 1, requestHandler: { connectionTimeout: 3_000 } } as const;
