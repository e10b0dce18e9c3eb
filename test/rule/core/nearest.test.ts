import { nearest } from '../../../rule/core/nearest';

test.each([
  ['exemptUser', 'exemptUsers'],
  ['EXEMPTUSERS', 'exemptUsers'],
  ['ExemptUsres', 'exemptUsers'],
  ['exmptUsres', undefined],
  ['exempt', undefined],
  ['colour', undefined],
  ['fio', 'fido'],
  ['fidoo', 'fido'],
  ['fiod', undefined],
  ['sm', 'sms'],
  ['s', undefined],
  ['virtule', undefined],
  ['virtul', 'virtual'],
  ['', undefined],
])('"%s" most likely means %s', (word, choice) => {
  expect(nearest(word, ['virtual', 'fido', 'sms', 'exemptUsers', 'exemptPaths'])).toBe(choice);
});

test('nothing is near where there is no choice', () => {
  expect(nearest('fido', [])).toBeUndefined();
});
