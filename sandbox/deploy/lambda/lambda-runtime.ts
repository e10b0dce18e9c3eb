import type { Session } from '../../account/session';
import type { Attempt } from './attempt';
import { ExecutionEnvironment, type Request } from './execution-environment';
import type { LambdaFunction } from './lambda-function';
import type { NodeSettings } from './runtime-process';

/** What Lambda needs of the account. */
export interface LambdaSettings extends NodeSettings {
  readonly region: string;
  /** Where the function's clients find the sandbox. */
  readonly endpointUrl: () => string;
  readonly now: () => Date;
  /** @default - the function's own */
  readonly timeoutSeconds?: number;
  /** Delivers each event once more after so many milliseconds, as Lambda may. @default - once */
  readonly againAfterMs?: number;
  /** Temporary credentials of the function's role; none once the role is gone. */
  readonly assumeRole: (lambdaFunction: LambdaFunction) => Session | undefined;
}

interface Warm {
  readonly environment: ExecutionEnvironment;
  readonly credentialsExpire: Date;
}

/** Runs one function: in a warm process if one is idle, else in a new one. */
export class LambdaRuntime {
  readonly #function: LambdaFunction;
  readonly #settings: LambdaSettings;
  readonly #idle: Warm[] = [];
  readonly #busy = new Set<Warm>();

  constructor(lambdaFunction: LambdaFunction, settings: LambdaSettings) {
    this.#function = lambdaFunction;
    this.#settings = settings;
  }

  get lambdaFunction(): LambdaFunction {
    return this.#function;
  }

  get againAfterMs(): number | undefined {
    return this.#settings.againAfterMs;
  }

  async invoke(request: Pick<Request, 'requestId' | 'event'>): Promise<Attempt> {
    const startedTime = this.#settings.now();
    const clockOffsetMs = startedTime.getTime() - Date.now();
    const warm = (await this.#warmOne(startedTime)) ?? this.#start(startedTime, clockOffsetMs);
    if (warm === undefined) return unassumable(startedTime);
    this.#busy.add(warm);
    try {
      return { startedTime, ...(await warm.environment.invoke({ ...request, clockOffsetMs })) };
    } finally {
      this.#busy.delete(warm);
      if (warm.environment.alive) this.#idle.push(warm);
    }
  }

  /** Ends every process; the next invocation is cold. */
  async stop(): Promise<void> {
    const all = [...this.#idle.splice(0), ...this.#busy];
    await Promise.all(all.map(({ environment }) => environment.stop()));
  }

  /** One whose credentials outlast the invocation; others are done with. */
  async #warmOne(now: Date): Promise<Warm | undefined> {
    const end = new Date(now.getTime() + this.#function.timeoutSeconds * 1000);
    for (let warm = this.#idle.pop(); warm !== undefined; warm = this.#idle.pop()) {
      if (warm.environment.alive && warm.credentialsExpire > end) return warm;
      await warm.environment.stop();
    }
    return undefined;
  }

  #start(now: Date, clockOffsetMs: number): Warm | undefined {
    const session = this.#settings.assumeRole(this.#function);
    if (session === undefined) return undefined;
    const variables = environmentOf(this.#function, this.#settings, session, now);
    return {
      environment: new ExecutionEnvironment(this.#function, this.#settings, variables, clockOffsetMs),
      credentialsExpire: session.expiration,
    };
  }
}

function unassumable(startedTime: Date): Attempt {
  const errorMessage = 'The role defined for the function cannot be assumed by Lambda.';
  return {
    startedTime,
    initMs: undefined,
    durationMs: 0,
    peakMemory: undefined,
    log: [errorMessage],
    outcome: { type: 'crash', error: { errorType: 'AccessDeniedException', errorMessage } },
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function environmentOf(
  lambdaFunction: LambdaFunction,
  { region, endpointUrl }: LambdaSettings,
  session: Session,
  now: Date,
): Readonly<Record<string, string>> {
  return {
    ...lambdaFunction.environment,
    _HANDLER: lambdaFunction.handler,
    TZ: ':UTC',
    LAMBDA_TASK_ROOT: lambdaFunction.codeDirectory,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${lambdaFunction.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: lambdaFunction.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambdaFunction.memorySizeMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: lambdaFunction.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: `${now.toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]sandbox`,
    AWS_ACCESS_KEY_ID: session.accessKeyId,
    AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
    AWS_SESSION_TOKEN: session.sessionToken,
    AWS_ENDPOINT_URL: endpointUrl(),
  };
}
