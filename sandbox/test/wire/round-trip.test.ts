import * as configService from '@aws-sdk/client-config-service';
import * as iam from '@aws-sdk/client-iam';
import { HttpResponse } from '@smithy/core/protocols';
import fc from 'fast-check';
import { jsonProtocol, type Protocol, queryProtocol } from '../../wire/protocol';
import { Operations, type Shape } from '../../wire/shape';

const IAM = queryProtocol('iam.amazonaws.com', '2010-05-08');
const iamOperations = new Operations(iam);
const configOperations = new Operations(configService);

/** An SDK's request handler that answers every request with one output, and notes the input it read. */
class Wire {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #protocol: Protocol;
  readonly #operations: Operations;
  output: unknown;
  input: unknown;

  constructor(protocol: Protocol, operations: Operations) {
    this.#protocol = protocol;
    this.#operations = operations;
  }

  async handle(request: { readonly body?: unknown; readonly headers: Readonly<Record<string, string>> }) {
    const body = textOf(request.body);
    const name = this.#protocol.actionOf({
      credentials: undefined,
      target: request.headers['x-amz-target'],
      body,
    });
    const operation = this.#operations.named(name);
    if (operation === undefined) throw new Error(`no operation ${name}`);
    this.input = this.#protocol.decode(operation, body);
    const {
      httpStatus,
      headers,
      body: answer,
    } = this.#protocol.encode(name, operation, this.output, 'request-id');
    return { response: new HttpResponse({ statusCode: httpStatus, headers, body: Buffer.from(answer) }) };
  }
}

function textOf(body: unknown): string {
  if (!ArrayBuffer.isView(body)) return String(body);
  return Buffer.from(new Uint8Array(body.buffer, body.byteOffset, body.byteLength)).toString();
}

const settings = {
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'unchecked' },
};
const iamWire = new Wire(IAM, iamOperations);
const configWire = new Wire(jsonProtocol, configOperations);
const iamClient = new iam.IAMClient({ ...settings, requestHandler: iamWire });
const configClient = new configService.ConfigServiceClient({ ...settings, requestHandler: configWire });

/** Any character. fast-check's unit 'binary' maps all of them before it draws the first. */
const character = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

/** XML 1.0 has no control characters but these, and no halves of surrogate pairs. */
const text = fc
  .string({ unit: character, minLength: 1, maxLength: 12 })
  .map((any) => `.${any.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '?')}.`);

/** Any value of an operation's input or output; each of its members may be left out. */
function someMembersOf(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.type !== 'structure') throw new Error(`the shape of an operation is a ${shape.type}`);
  return fc.record(membersOf(shape.members), { requiredKeys: [], noNullPrototype: true });
}

function membersOf(members: ReadonlyMap<string, Shape>): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries([...members].map(([name, member]) => [name, anyOf(member)]));
}

/** Any value of a shape, as the SDK's clients have it. AWS Query has no way to write an empty structure in a list. */
function anyOf(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case 'structure':
      return fc.record(membersOf(shape.members), { noNullPrototype: true });
    case 'list':
      return fc.array(anyOf(shape.member), { maxLength: 3 });
    case 'map':
      return fc.dictionary(text, anyOf(shape.value), { minKeys: 1, maxKeys: 3, noNullPrototype: true });
    case 'string':
      return text;
    case 'number':
      return fc.integer();
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return fc.integer({ min: 0, max: 4e9 }).map((seconds) => new Date(seconds * 1000));
    case 'blob':
      return fc.uint8Array({ minLength: 1, maxLength: 8 });
  }
}

function arbitrariesOf(operations: Operations, action: string) {
  const operation = operations.named(action);
  if (operation === undefined) throw new Error(`no operation ${action}`);
  return [someMembersOf(operation.input), someMembersOf(operation.output)] as const;
}

function withoutMetadata({ $metadata: _, ...output }: { readonly $metadata: unknown }): object {
  return output;
}

describe('what the AWS SDK writes is read, and what is written the AWS SDK reads', () => {
  test.each([
    ['CreateUser', (input: never) => iamClient.send(new iam.CreateUserCommand(input))],
    ['TagUser', (input: never) => iamClient.send(new iam.TagUserCommand(input))],
    ['ListUsers', (input: never) => iamClient.send(new iam.ListUsersCommand(input))],
    [
      'CreateVirtualMFADevice',
      (input: never) => iamClient.send(new iam.CreateVirtualMFADeviceCommand(input)),
    ],
    ['ListVirtualMFADevices', (input: never) => iamClient.send(new iam.ListVirtualMFADevicesCommand(input))],
    ['GetAccountSummary', (input: never) => iamClient.send(new iam.GetAccountSummaryCommand(input))],
    [
      'GetAccountAuthorizationDetails',
      (input: never) => iamClient.send(new iam.GetAccountAuthorizationDetailsCommand(input)),
    ],
    [
      'UpdateAccountPasswordPolicy',
      (input: never) => iamClient.send(new iam.UpdateAccountPasswordPolicyCommand(input)),
    ],
  ])('%s, in AWS Query and XML', async (action, send) => {
    await fc.assert(
      fc.asyncProperty(...arbitrariesOf(iamOperations, action), async (input, output) => {
        iamWire.output = output;
        const read = await send(input as never);
        expect(iamWire.input).toEqual(input);
        expect(withoutMetadata(read)).toEqual(output);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['PutEvaluations', (input: never) => configClient.send(new configService.PutEvaluationsCommand(input))],
    ['PutConfigRule', (input: never) => configClient.send(new configService.PutConfigRuleCommand(input))],
    [
      'DescribeConfigRules',
      (input: never) => configClient.send(new configService.DescribeConfigRulesCommand(input)),
    ],
    [
      'GetComplianceDetailsByConfigRule',
      (input: never) => configClient.send(new configService.GetComplianceDetailsByConfigRuleCommand(input)),
    ],
  ])('%s, in AWS JSON 1.1', async (action, send) => {
    await fc.assert(
      fc.asyncProperty(...arbitrariesOf(configOperations, action), async (input, output) => {
        configWire.output = output;
        const read = await send(input as never);
        expect(configWire.input).toEqual(input);
        expect(withoutMetadata(read)).toEqual(output);
      }),
      { numRuns: 50 },
    );
  });
});

describe('decoding', () => {
  const operation = iamOperations.named('ListUsers');

  test.each([
    ['MaxItems=ten', '"ten" was found where a number was expected'],
    ['MaxItems=', '"" was found where a number was expected'],
  ])('%s is malformed', (body, message) => {
    expect(operation).toBeDefined();
    const decode = () => operation && IAM.decode(operation, body);
    expect(decode).toThrow(expect.objectContaining({ code: 'MalformedInput', httpStatus: 400, message }));
  });

  test('list members are read in the order of their numbers, and what the shape does not have is left out', () => {
    const tagUser = iamOperations.named('TagUser');
    const body = 'Tags.member.10.Key=b&Tags.member.2.Key=a&Other=1';
    expect(tagUser && IAM.decode(tagUser, body)).toEqual({ Tags: [{ Key: 'a' }, { Key: 'b' }] });
  });

  test('a body that is not JSON is refused', () => {
    const putEvaluations = configOperations.named('PutEvaluations');
    expect(putEvaluations).toBeDefined();
    const decode = () => putEvaluations && jsonProtocol.decode(putEvaluations, '{');
    expect(decode).toThrow(expect.objectContaining({ code: 'SerializationException', httpStatus: 400 }));
  });
});
