import * as fc from 'fast-check';

const FIRST =
  'aisha alex amara ana anders bo carla chidi clara daan elif emma farid fiona goran hana hugo ida igor imani ivan jana joon kai karin lea lena liam lin luca maja malik marek mei mia milan nadia nico noor olga omar paula pedro priya quinn ravi rosa ruth sami sara sofia sven tariq tess theo uma vera wei yara yusuf zoe'.split(
    ' ',
  );
const LAST =
  'adeyemi andersen bauer becker bianchi castro chen cohen costa diaz dubois eriksen fischer garcia gupta haddad hansen hoang ito ivanova jensen kaya keller khan kim kovac kumar larsen lopez martin meyer moreau mueller nakamura nguyen novak okafor olsen park patel petrov popescu rahman rossi santos sato schmidt silva singh tanaka torres weber wong yilmaz zhang'.split(
    ' ',
  );
const SERVICES =
  'backup billing build ci data deploy etl export grafana import jenkins logs mail metrics monitor queue report scan sync terraform'.split(
    ' ',
  );

export const personName = fc
  .tuple(fc.constantFrom(...FIRST), fc.constantFrom(...LAST))
  .map((parts) => parts.join('.'));

export const serviceName = fc
  .tuple(
    fc.constantFrom(...SERVICES),
    fc.constantFrom('agent', 'bot', 'prod', 'reader', 'svc', 'test', 'writer'),
    fc.integer({ min: 1, max: 999 }),
  )
  .map((parts) => parts.join('-'));

/**
 * Up to 64 of the characters that IAM allows in a user's name, and names that other programs may take for something
 * else: formulas, options, lists, patterns, paths.
 */
export const awkwardName = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'aZ09_+=,.@-'), minLength: 1, maxLength: 64 }),
  fc.string({ unit: fc.constantFrom(...'bcdef'), minLength: 64, maxLength: 64 }),
  fc
    .tuple(
      fc.constantFrom(
        '=cmd',
        '@x',
        '+1',
        '-2',
        'a+b=c,d.e@f-g_h',
        '--help',
        '..',
        'null',
        '__proto__',
        'user@a.example',
      ),
      fc.integer({ min: 0, max: 999 }),
    )
    .map(([name, number]) => (number === 0 ? name : `${name}${number}`)),
  // One character apart from a person's.
  fc.tuple(personName, fc.constantFrom('_', '-', '.', '=')).map((parts) => parts.join('')),
);

export const plainPath = fc.constantFrom('/', '/', '/', '/', '/staff/', '/staff/berlin/', '/contractors/');

export const servicePath = fc.constantFrom('/', '/service/', '/service/', '/service/ci/');

/** Everything between ! and ~ is legal in a path. */
export const awkwardPath = fc.oneof(
  fc.constantFrom('/', '/service/', '/Service/', '/services/', '///', '/%2F/', '/*/', '/{aws:username}/'),
  fc
    .string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 60,
    })
    .map((inner) => `/${inner}/`),
  fc
    .array(fc.constantFrom('a', 'division_abc', 'x.y', '=1'), { minLength: 5, maxLength: 20 })
    .map((parts) => `/${parts.join('/')}/`),
);
