import { mfaDeviceType, mfaDeviceTypes } from '../../../rule/core/mfa-device';
import { thrownBy } from '../../support/thrown';

test.each([
  ['arn:aws:iam::123456789012:mfa/alice', 'virtual'],
  ['arn:aws:iam::123456789012:mfa/team/phones/alice', 'virtual'],
  ['arn:aws:iam::123456789012:mfa/root-account-mfa-device', 'virtual'],
  ['arn:aws-cn:iam::123456789012:mfa/alice', 'virtual'],
  ['arn:aws-us-gov:iam::123456789012:mfa/alice', 'virtual'],
  ['arn:aws-iso-b:iam::123456789012:mfa/alice', 'virtual'],
  ['arn:aws:iam::123456789012:u2f/user/alice/key-ABCDEFGHIJ', 'fido'],
  ['arn:aws-cn:iam::123456789012:u2f/user/alice/key-ABCDEFGHIJ', 'fido'],
  ['arn:aws:iam::123456789012:sms-mfa/alice', 'sms'],
  ['GAHT12345678', 'hardware-totp'],
  ['1234567890', 'hardware-totp'],
  ['mfa/alice', 'hardware-totp'],
  ['0arn:aws:iam::123456789012:mfa/alice', 'hardware-totp'],
])('%s is %s', (serialNumber, type) => {
  expect(mfaDeviceType(serialNumber)).toBe(type);
});

test.each([
  'arn:aws:iam::123456789012:passkey/alice',
  'arn:aws:iam::123456789012:mfa',
  'arn:aws:iam::123456789012:xmfa/alice',
  'arn:aws:iam::123456789012:mfa2/alice',
  'arn:aws:iam::12345678901:mfa/alice',
  'arn:aws:iam::1234567890123:mfa/alice',
  'arn:aws:iam:us-east-1:123456789012:mfa/alice',
  'arn:aws:sts::123456789012:mfa/alice',
  'arn::iam::123456789012:mfa/alice',
  'arn:aws:iam::123456789012:toString/alice',
  'arn:',
])('%s is of a kind that is not known', (serialNumber) => {
  const error = thrownBy(() => mfaDeviceType(serialNumber));
  expect(error.code).toBe('UnknownMfaDevice');
  expect(error.message).toBe(
    `UnknownMfaDevice: the MFA device "${serialNumber}" is of a kind that this version does not know; upgrade it`,
  );
});

test('types are told once each, in an order that does not depend on the devices', () => {
  const devices = [
    'arn:aws:iam::123456789012:sms-mfa/alice',
    'GAHT12345678',
    'arn:aws:iam::123456789012:u2f/user/alice/a',
    'arn:aws:iam::123456789012:mfa/alice',
    'arn:aws:iam::123456789012:u2f/user/alice/b',
  ].map((serialNumber) => ({ serialNumber }));
  expect(mfaDeviceTypes(devices)).toEqual(['virtual', 'fido', 'hardware-totp', 'sms']);
  expect(mfaDeviceTypes([...devices].reverse())).toEqual(['virtual', 'fido', 'hardware-totp', 'sms']);
  expect(mfaDeviceTypes([])).toEqual([]);
});
