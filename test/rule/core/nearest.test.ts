import { nearest } from '../../../rule/core/nearest';

test.each([
  ['exemptUser', 'exemptUsers'],
  ['EXEMPTUSERS', 'exemptUsers'],
  ['ExemptUsres', 'exemptUsers'],
  ['exmptUsres', 'exemptUsers'],
  ['emxptUsres', undefined],
  ['exempt', undefined],
  ['colour', undefined],
  ['fio', 'fido'],
  ['fidoo', 'fido'],
  ['fiod', 'fido'],
  ['ifod', undefined],
  ['ifdo', 'fido'],
  ['sm', 'sms'],
  ['s', undefined],
  ['virtule', undefined],
  ['vritual', 'virtual'],
  ['vritaul', undefined],
  ['reprot', 'report'],
  ['epxlain', undefined],
  ['virtul', 'virtual'],
  ['', undefined],
])('"%s" most likely means %s', (word, choice) => {
  expect(nearest(word, ['virtual', 'fido', 'sms', 'exemptUsers', 'exemptPaths', 'report'])).toBe(choice);
});

test('nothing is near where there is no choice', () => {
  expect(nearest('fido', [])).toBeUndefined();
});
