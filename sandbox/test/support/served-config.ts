import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { Account } from '../../account/account';
import { SandboxClock } from '../../account/clock';
import type { ConfigRule } from '../../account/config-rule';
import { createRule } from '../../account/config-rules';
import { startRecording } from '../../account/configuration-recorder';
import type { Evaluation } from '../../account/evaluation-result';
import { issueResultToken } from '../../account/result-tokens';
import { startServer } from '../../server';
import { configService } from '../../services/config/config-service';
import { emptyAccount, NOW } from './served-account';

/** AWS Config of an account at a frozen clock, with the rule `mfa`, answering the AWS SDK's own client. */
export interface ServedConfig {
  readonly account: Account;
  readonly clock: SandboxClock;
  readonly rule: ConfigRule;
  readonly client: ConfigServiceClient;
  /** What AWS Config had to do beyond its state, in order, e.g. `schedule mfa`. */
  readonly done: string[];
  refuses: (evaluation: Evaluation) => boolean;
  /** A result token of the rule, as an invocation gets it. */
  token(): string;
  close(): Promise<void>;
}

export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:evaluate';

/** The name of the only SSM document. */
export const DOCUMENT = 'add-to-group';

export async function serveConfig(): Promise<ServedConfig> {
  const account = emptyAccount();
  startRecording(account);
  const clock = SandboxClock.frozen(NOW);
  const rule = createRule(account, {
    configRuleName: 'mfa',
    description: undefined,
    functionArn: FUNCTION_ARN,
    maximumExecutionFrequency: 'TwentyFour_Hours',
    inputParameters: undefined,
  });
  const done: string[] = [];
  const note = (what: string) => (concerned: ConfigRule) => {
    done.push(`${what} ${concerned.configRuleName}`);
  };
  const server = await startServer({
    account,
    clock,
    services: [
      configService({
        mayInvoke: (functionArn) => functionArn === FUNCTION_ARN,
        schedule: note('schedule'),
        reschedule: note('reschedule'),
        unschedule: note('unschedule'),
        evaluate: note('evaluate'),
        refuses: (evaluation) => served.refuses(evaluation),
        hasDocument: (name) => name === DOCUMENT,
        remediate: ({ configRuleName }, resources) => {
          const ids = resources.map(({ resourceId }) => resourceId);
          done.push(`remediate ${configRuleName} ${ids.join(' ')}`);
        },
      }),
    ],
  });
  const client = new ConfigServiceClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
  const served: ServedConfig = {
    account,
    clock,
    rule,
    client,
    done,
    refuses: () => false,
    token: () => issueResultToken(account, rule, clock.now()).token,
    async close() {
      client.destroy();
      await server.close();
    },
  };
  return served;
}
