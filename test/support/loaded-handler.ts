import { CannedAws } from './canned-aws';

/** A Lambda function's handler as its runtime loads it: with AWS behind an endpoint, and its output kept. */
export interface LoadedHandler<Handler> {
  readonly aws: CannedAws;
  /** Set before each test. */
  handler: Handler;
  /** The log lines of the test so far. */
  readonly lines: () => readonly Record<string, unknown>[];
  /** Everything that the test has printed so far. */
  readonly printed: () => readonly string[];
}

/** Loads a handler before the tests of a file. @param load loads the module, once the environment is set. */
export function loadHandler<Handler>(
  load: () => Handler,
  variables: Readonly<Record<string, string>> = {},
): LoadedHandler<Handler> {
  const aws = new CannedAws();
  const environment = { ...process.env };
  let printed: string[] = [];
  const loaded = {
    aws,
    handler: (() => {
      throw new Error('the handler is loaded before the first test');
    }) as Handler,
    lines: () => printed.flatMap((text) => text.trim().split('\n')).map((line) => JSON.parse(line)),
    printed: () => printed,
  };
  beforeAll(async () => {
    // A function's clients take endpoint and credentials from the environment as the module is loaded.
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: await aws.open(),
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      ...variables,
    });
    loaded.handler = load();
  });
  beforeEach(() => {
    printed = [];
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    }
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(async () => {
    process.env = environment;
    await aws.close();
  });
  return loaded;
}
