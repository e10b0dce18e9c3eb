import { resolve, type Scope } from '../../deploy/intrinsics';
import type { Json } from '../../deploy/template';

const scope: Scope = {
  parameter: (name) => ({ 'AWS::Region': 'us-east-1', Stage: 'prod' })[name],
  ref: (logicalId) => `ref-of-${logicalId}`,
  attribute: (logicalId, name) => `${name}-of-${logicalId}`,
  condition: (name) => name === 'Yes',
  mapped: (map, key, name) => (map === 'Map' && key === 'a' && name === 'b' ? 'found' : undefined),
};

/** Writes `#{…}` as templates do, with a dollar. */
function dollars(text: string): string {
  return text.replaceAll('#{', '$' + '{');
}

test.each<[string, Json, Json | undefined]>([
  ['plain values', { a: [1, true, null, 'x'] }, { a: [1, true, null, 'x'] }],
  ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
  ['Ref to a parameter', { Ref: 'Stage' }, 'prod'],
  ['Ref to a resource', { Ref: 'Role' }, 'ref-of-Role'],
  ['Ref to no value', { Ref: 'AWS::NoValue' }, undefined],
  ['a member without value', { a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
  ['an item without value', [{ Ref: 'AWS::NoValue' }, 1], [1]],
  ['Fn::GetAtt of a list', { 'Fn::GetAtt': ['Role', 'Arn'] }, 'Arn-of-Role'],
  ['Fn::GetAtt of a string', { 'Fn::GetAtt': 'Queue.Dead.Arn' }, 'Dead.Arn-of-Queue'],
  [
    'Fn::Join',
    { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Region' }, { 'Fn::GetAtt': ['F', 'Arn'] }]] },
    'arn:us-east-1:Arn-of-F',
  ],
  ['Fn::Join of a split list', { 'Fn::Join': ['-', { 'Fn::Split': ['/', 'a/b'] }] }, 'a-b'],
  [
    'Fn::Sub',
    { 'Fn::Sub': dollars('#{AWS::Region}/#{Role}/#{Role.Arn}/#{!Kept}') },
    dollars('us-east-1/ref-of-Role/Arn-of-Role/#{Kept}'),
  ],
  [
    'Fn::Sub with variables',
    { 'Fn::Sub': [dollars('#{Own}-#{Stage}'), { Own: { Ref: 'Role' } }] },
    'ref-of-Role-prod',
  ],
  ['Fn::If, true', { 'Fn::If': ['Yes', 'then', 'else'] }, 'then'],
  ['Fn::If, false', { 'Fn::If': ['No', 'then', { Ref: 'AWS::NoValue' }] }, undefined],
  ['Fn::Equals', { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, true],
  ['Fn::Not', { 'Fn::Not': [{ Condition: 'Yes' }] }, false],
  ['Fn::And', { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, false],
  ['Fn::Or', { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] }, true],
  ['Fn::Select', { 'Fn::Select': ['1', ['a', { Ref: 'Stage' }]] }, 'prod'],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['Map', 'a', 'b'] }, 'found'],
  ["a policy's condition", { Condition: { Bool: { x: 'true' } } }, { Condition: { Bool: { x: 'true' } } }],
])('%s', (_what, value, expected) => {
  expect(resolve(value, scope)).toEqual(expected);
});

test.each<[string, Json]>([
  ['UnsupportedFunction: the sandbox knows .*, and not Fn::ImportValue', { 'Fn::ImportValue': 'x' }],
  ['InvalidTemplate: Fn::Join cannot be given', { 'Fn::Join': ['-', 'text'] }],
  ['InvalidTemplate: Fn::Select cannot be given', { 'Fn::Select': [7, ['a']] }],
  ['InvalidTemplate: Fn::FindInMap cannot be given', { 'Fn::FindInMap': ['Map', 'a', 'z'] }],
])('%s', (message, value) => {
  expect(() => resolve(value, scope)).toThrow(new RegExp(`^${message}`));
});
