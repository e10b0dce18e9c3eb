import fc from 'fast-check';
import { Secret, TOTP, URI } from 'otpauth';
import { inGroups, keyUri, labelOf } from '../../../cli/enrol/secret';

/** The characters that IAM's user names have. */
const userNames = fc.stringMatching(/^[A-Za-z0-9_+=,.@-]{1,64}$/);
const secrets = fc
  .uint8Array({ minLength: 10, maxLength: 40 })
  .map((bytes) => new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32);

test('the key URI of a user', () => {
  expect(keyUri('JBSWY3DPEHPK3PXP', labelOf('anna+test', '123456789012'))).toBe(
    'otpauth://totp/AWS:anna%2Btest%40123456789012?secret=JBSWY3DPEHPK3PXP&issuer=AWS',
  );
});

test('an app reads from it what was written, and makes the codes that IAM expects', () => {
  fc.assert(
    fc.property(userNames, secrets, (userName, secret) => {
      const read = URI.parse(keyUri(secret, labelOf(userName, '123456789012')));
      expect(read).toBeInstanceOf(TOTP);
      expect(read).toMatchObject({
        issuer: 'AWS',
        label: `${userName}@123456789012`,
        algorithm: 'SHA1',
        digits: 6,
        period: 30,
      });
      expect(read.secret.base32).toBe(secret);
    }),
  );
});

test.each([
  ['ABCDEFGH', 'ABCD EFGH'],
  ['ABCDEFGHI', 'ABCD EFGH I'],
  ['ABC', 'ABC'],
])('%s is typed as %s', (secret, typed) => expect(inGroups(secret)).toBe(typed));

test('the groups are the secret', () => {
  fc.assert(fc.property(secrets, (secret) => expect(inGroups(secret).replaceAll(' ', '')).toBe(secret)));
});
