import type { Assumption } from './assumption';

export const IAM = {
  'no-password': { statement: 'GetLoginProfile answers NoSuchEntity for a user without a password.' },
  'device-owner-id': { statement: 'ListVirtualMFADevices gives the ID of the user who has a device.' },
  'device-enable-date': {
    statement: 'ListVirtualMFADevices and ListMFADevices give the date since when a user has a device.',
  },
  'assigned-device': { statement: 'DeleteVirtualMFADevice refuses a device that is assigned to a user.' },
  'new-user-listed': { statement: 'ListUsers lists a new user within a minute.' },
  'root-summary': { statement: 'GetAccountSummary has AccountPasswordPresent and AccountMFAEnabled.' },
} as const satisfies Readonly<Record<string, Assumption>>;
