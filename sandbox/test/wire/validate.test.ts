import * as iam from '@aws-sdk/client-iam';
import { iamService } from '../../services/iam/iam-service';
import { stsService } from '../../services/sts/sts-service';
import constraints from '../../wire/constraints.json';
import { Operations } from '../../wire/shape';
import { validate } from '../../wire/validate';

const operations = new Operations(iam);

function faultsIn(action: string, input: object): string | undefined {
  const shape = operations.named(action)?.input;
  if (shape === undefined) throw new Error(`no operation ${action}`);
  try {
    validate('iam', shape, input, 'ValidationError');
  } catch (error) {
    return Object(error).message;
  }
  return undefined;
}

describe('validate', () => {
  test.each([
    [
      'a required member that is missing',
      'CreateUser',
      {},
      "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a name with a space',
      'CreateUser',
      { UserName: 'al ice' },
      "1 validation error detected: Value 'al ice' at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+",
    ],
    [
      'a name that is too long',
      'CreateUser',
      { UserName: 'a'.repeat(65) },
      `1 validation error detected: Value '${'a'.repeat(65)}' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ],
    [
      'too many items asked for',
      'ListUsers',
      { MaxItems: 1001 },
      "1 validation error detected: Value '1001' at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 1000",
    ],
    [
      'a value that is not one of the set',
      'UpdateAccessKey',
      { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'On' },
      "1 validation error detected: Value 'On' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive, Expired]",
    ],
    [
      'an empty tag key, in a list',
      'TagUser',
      {
        UserName: 'alice',
        Tags: [
          { Key: 'team', Value: 'a' },
          { Key: '', Value: '' },
        ],
      },
      "2 validation errors detected: Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
    ],
    [
      'a password, whose value stays secret',
      'ChangePassword',
      { OldPassword: 'secret', NewPassword: 'p\u0000' },
      "1 validation error detected: Value '***' at 'newPassword' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
    ],
  ])('%s is refused in AWS’s words', (_, action, input, message) => {
    expect(faultsIn(action, input)).toBe(message);
  });

  test.each([
    ['CreateUser', { UserName: 'a,b=c.d@e-f_g+h', Path: '/eng/team-one!~/' }],
    ['TagUser', { UserName: 'alice', Tags: [{ Key: 'Straße:1', Value: '' }] }],
    ['ListUsers', { MaxItems: 1000, PathPrefix: '/a' }],
    ['GetAccountSummary', {}],
  ])('%s %j is as AWS wants it', (action, input) => {
    expect(faultsIn(action, input)).toBeUndefined();
  });
});

describe('constraints.json', () => {
  const models: Readonly<Record<string, { readonly structures: object }>> = constraints;

  test.each([iamService, stsService])(
    'knows the input of every action that $name serves',
    ({ name, actions }) => {
      expect(Object.keys(models)).toContain(name);
      const served =
        name === 'iam' ? Object.keys(actions).map((action) => operations.named(action)?.input) : [];
      const structures = served.flatMap((shape) =>
        shape?.type === 'structure' && shape.members.size > 0 ? shape.name : [],
      );
      expect(Object.keys(models[name]?.structures ?? {})).toEqual(expect.arrayContaining(structures));
    },
  );
});
