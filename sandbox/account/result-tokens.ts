import type { Account } from './account';
import type { ConfigRule } from './config-rule';
import type { ConfigState, ResultToken } from './config-state';

/** As long as Lambda keeps an asynchronous event; AWS does not publish how long a result token is good. */
const LIFETIME_MS = 6 * 3_600_000;

/** The token that goes to a rule's function with one notification. */
export function issueResultToken(account: Account, rule: ConfigRule, now: Date): ResultToken {
  dropExpired(account.config, now);
  const content = JSON.stringify({ configRuleId: rule.configRuleId, notification: account.ids.requestId() });
  const resultToken: ResultToken = {
    token: Buffer.from(content).toString('base64'),
    configRuleId: rule.configRuleId,
    invokedTime: now,
    expires: new Date(now.getTime() + LIFETIME_MS),
  };
  account.config.resultTokens.set(resultToken.token, resultToken);
  return resultToken;
}

/** What a token stands for; nothing if it was never issued or has expired. */
export function knownResultToken(config: ConfigState, token: string, now: Date): ResultToken | undefined {
  const resultToken = config.resultTokens.get(token);
  return resultToken !== undefined && resultToken.expires > now ? resultToken : undefined;
}

/** Makes every token that is out now useless. */
export function expireResultTokens(config: ConfigState): void {
  config.resultTokens.clear();
}

function dropExpired(config: ConfigState, now: Date): void {
  for (const { token, expires } of config.resultTokens.values()) {
    if (expires <= now) config.resultTokens.delete(token);
  }
}
