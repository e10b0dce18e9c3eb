import fc from 'fast-check';
import { RecordSplitter } from '../../../cli/rehearse/record-splitter';

/** What a splitter finds in a text that comes in pieces of so many bytes. */
function found(text: string, size = 7): readonly string[] {
  const output: string[] = [];
  const splitter = new RecordSplitter({
    record: (record) => output.push(record),
    damage: (reason) => output.push(`! ${reason}`),
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size));
  splitter.end();
  return output;
}

test.each<[string, string, readonly string[]]>([
  ['a log file', '{"Records":[{"a":1},{"b":{"c":[2]}}]}', ['{"a":1}', '{"b":{"c":[2]}}']],
  [
    'a log file in many lines',
    '{\n  "Records": [\n    {\n      "a": 1\n    },\n    {"b": 2}\n  ]\n}\n',
    ['{\n      "a": 1\n    }', '{"b": 2}'],
  ],
  [
    'a log file with members before and after',
    '{"x":[1],"Records" : [{"a":1}],"y":{"Records":[{"b":2}]}}',
    ['{"a":1}'],
  ],
  [
    'what lookup-events prints',
    '{"Events":[{"EventId":"1","CloudTrailEvent":"{\\"a\\":[1]}"}],"NextToken":"t"}',
    ['{"EventId":"1","CloudTrailEvent":"{\\"a\\":[1]}"}'],
  ],
  [
    'one event per line',
    '{"a":1}\n{"b":"}{"}\r\n\n{"c":"\\"\\\\"}',
    ['{"a":1}', '{"b":"}{"}', '{"c":"\\"\\\\"}'],
  ],
  ['an array', '[{"a":1}, {"b":2}]', ['{"a":1}', '{"b":2}']],
  [
    'several log files in one',
    '{"Records":[{"a":1}]}{"Records":[]}\n{"Records":[{"b":2}]}',
    ['{"a":1}', '{"b":2}'],
  ],
  ['a log file without events', '{"Records":[]}', []],
  ['nothing', '', []],
  ['blank lines', '\n \r\n', []],
  ['events whose texts look like lists', '{"k":"\\"Records\\":[","Records":[{"a":"]}"}]}', ['{"a":"]}"}']],
  ['an event with a list of its own', '{"resources":[{"a":1}],"b":2}', ['{"resources":[{"a":1}],"b":2}']],
  [
    'an event whose values begin lines',
    '{"Records":[{"x":[\n{"a":1},\n{"b":2}],"y":\n{"c":3}}]}',
    ['{"x":[\n{"a":1},\n{"b":2}],"y":\n{"c":3}}'],
  ],
  ['a list in lines of its own', '{"Records":[\n{"a":1},\n{"b":2}\n]}', ['{"a":1}', '{"b":2}']],
])('%s', (_, text, records) => {
  expect(found(text)).toEqual(records);
});

test.each<[string, string, readonly string[]]>([
  [
    'values in a list that are not records',
    '{"Records":[null,1,"x",[2],{"a":1}]}',
    ['null', '1', '"x"', '[2]', '{"a":1}'],
  ],
  ['a line that is not JSON', '{"a":1}\noops\n{"b":2}\n', ['{"a":1}', 'oops', '{"b":2}']],
  [
    'text before a document',
    'oops {"Records":[{"a":1}]}\n{"b":2}',
    ['oops {"Records":[{"a":1}]}', '{"b":2}'],
  ],
  ['text before a record', 'oops {"a":1}\n{"b":2}', ['oops {"a":1}', '{"b":2}']],
  [
    'a file that breaks off within a record',
    '{"Records":[{"a":1},{"b":',
    ['{"a":1}', '! ends within a record'],
  ],
  ['a file that breaks off within a text', '{"a":"x', ['! ends within a record']],
  [
    'a file that breaks off between records',
    '{"Records":[{"a":1},',
    ['{"a":1}', '! ends before its list of records does'],
  ],
  [
    'a line that breaks off within a text',
    '{"a":"x\n{"b":2}\n',
    ['! a record breaks off within its line', '{"b":2}'],
  ],
  [
    'a line that breaks off after a value',
    '{"a":{"x":1}\n{"b":2}\n',
    ['! a record breaks off within its line', '{"b":2}'],
  ],
  [
    'a document that breaks off before another',
    '{"Records":[{"a":"x\n{"Records":[{"b":2}]}',
    ['! a record breaks off within its line', '{"b":2}'],
  ],
  ['a bracket too many', '{"Records":[]}}\n{"b":2}', ['! holds a bracket too many', '{"b":2}']],
  ['a document without a list', '{"digestStartTime":"x"}', ['{"digestStartTime":"x"}']],
])('damage: %s', (_, text, output) => {
  expect(found(text)).toEqual(output);
});

test('a record without an end is given up, not kept', () => {
  const output: string[] = [];
  const splitter = new RecordSplitter({
    record: (record) => output.push(record),
    damage: (reason) => output.push(`! ${reason}`),
  });
  splitter.push(Buffer.from('{"a":"'));
  for (let at = 0; at < 17; at++) splitter.push(Buffer.alloc(1024 * 1024, 'x'));
  splitter.push(Buffer.from('"}\n{"b":2}'));
  splitter.end();
  expect(output).toEqual(['! holds a record of more than 16 MB', '{"b":2}']);
});

const record = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { minKeys: 1 });
const LAYOUTS: readonly ((records: readonly object[]) => string)[] = [
  (records) => JSON.stringify({ Records: records }),
  (records) => JSON.stringify({ NextToken: 'x', Events: records, More: [{}] }),
  (records) => JSON.stringify({ Records: records }, undefined, 2),
  (records) => JSON.stringify({ Records: records }, undefined, '\t'),
  (records) => JSON.stringify(records),
  (records) => records.map((each) => `${JSON.stringify(each)}\n`).join(''),
  (records) => records.map((each) => JSON.stringify({ Records: [each] })).join('\n'),
];

test('whatever the records, the layout, and the pieces, exactly the records are found', () => {
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 5 }),
      fc.constantFrom(...LAYOUTS),
      fc.integer({ min: 1, max: 40 }),
      (records, layout, size) => {
        expect(found(layout(records), size).map((text) => JSON.parse(text))).toEqual(
          JSON.parse(JSON.stringify(records)),
        );
      },
    ),
  );
});

test('wherever a log file breaks off, what is whole is found, and the rest is not passed over', () => {
  const records = [{ a: 'x"y' }, { b: [1, { c: 2 }] }, { d: '\\' }];
  const text = JSON.stringify({ Records: records });
  for (let end = 1; end < text.length; end++) {
    const output = found(text.slice(0, end), 5);
    expect([end, output.at(-1)?.startsWith('! ends')]).toEqual([end, true]);
    expect(output.slice(0, -1)).toEqual(
      records.map((each) => JSON.stringify(each)).slice(0, output.length - 1),
    );
  }
});
