import { formatInstant } from '../../rule/core/calendar';
import { MFA_DEVICE_TYPES, type MfaDeviceType } from '../../rule/core/mfa-device';
import type { Audit, Row } from '../audit/report';
import { type EarlierRehearsal, lostBy } from './earlier-rehearsal';
import { lostCallLines } from './lost-calls';

/** What a user is to be told who has to set MFA up. */
export interface Notice {
  readonly userName: string;
  readonly userId: string;
  readonly compliance: 'COMPLIANT' | 'NON_COMPLIANT';
  /** Until when; `now` where that is over. */
  readonly due: Date | 'now';
  readonly subject: string;
  readonly text: string;
}

/**
 * The notices of an audit: users without an accepted device, in grace or not.
 *
 * @param enforceFrom from when MFA is enforced, if it is; whichever comes first, that or the end of grace, is due.
 * @param rehearsal what users would lose, if that is known.
 */
export function noticesOf(
  audit: Audit,
  enforceFrom: Date | undefined,
  rehearsal?: EarlierRehearsal,
): readonly Notice[] {
  return audit.rows.flatMap((row) => noticeOf(row, audit, enforceFrom, rehearsal));
}

function noticeOf(
  row: Row,
  audit: Audit,
  enforceFrom: Date | undefined,
  rehearsal: EarlierRehearsal | undefined,
): readonly Notice[] {
  const { result, resourceType, userName, userId } = row;
  if (resourceType !== 'AWS::IAM::User') return [];
  if (result.reason !== 'inGrace' && result.reason !== 'noAcceptedDevice') return [];
  const graceEnd = result.reason === 'inGrace' ? result.endsAt : undefined;
  const due = dueOf([graceEnd, enforceFrom], audit.time);
  const { compliance } = result;
  const lost = rehearsal === undefined ? [] : lostCallLines(lostBy(userName, rehearsal), rehearsal);
  return [
    {
      userName,
      userId,
      compliance,
      due,
      subject: `Set up MFA for your AWS user ${userName} ${byWhen(due)} (account ${audit.accountId})`,
      text: [textOf(userName, result.deviceTypes, due, audit, enforceFrom), ...lost].join('\n'),
    },
  ];
}

function dueOf(instants: readonly (Date | undefined)[], now: Date): Notice['due'] {
  const known = instants.filter((instant) => instant !== undefined);
  const first = known.sort((a, b) => a.getTime() - b.getTime())[0];
  return first === undefined || first <= now ? 'now' : first;
}

/** `now`, or `by` and an instant. */
export function byWhen(due: Notice['due']): string {
  return due === 'now' ? 'now' : `by ${formatInstant(due)}`;
}

function textOf(
  userName: string,
  deviceTypes: readonly MfaDeviceType[],
  due: Notice['due'],
  { accountId, partition, parameters, time }: Audit,
  enforceFrom: Date | undefined,
): string {
  const accepted = MFA_DEVICE_TYPES.filter((type) => parameters.acceptedMfaTypes.includes(type));
  return [
    `Your IAM user ${userName} in AWS account ${accountId} can sign in to the AWS console with a password alone.`,
    ...(deviceTypes.length > 0 ? [`The MFA you have (${deviceTypes.join(', ')}) does not count here.`] : []),
    `Please set up multi-factor authentication (MFA) ${byWhen(due)}.`,
    '',
    `1. Sign in: ${signInAddress(accountId, partition)}`,
    '2. Open the account menu at the top right, then Security credentials.',
    '3. Under Multi-factor authentication (MFA), choose Assign MFA device.',
    ...deviceSteps(userName, accepted),
    `${accepted.includes('virtual') ? 6 : 5}. Sign out and in again: the open session counts as one without MFA.`,
    ...(accepted.includes('virtual') ? ['', commandLine(enforceFrom)] : []),
    ...(enforceFrom === undefined ? [] : ['', enforced(enforceFrom, time)]),
  ].join('\n');
}

/** Under AWS's own names of them; SMS is only for who has it already. */
const CONSOLE_NAMES: Readonly<Record<MfaDeviceType, string | undefined>> = {
  virtual: 'Authenticator app',
  fido: 'Passkey or security key',
  'hardware-totp': 'Hardware TOTP token',
  sms: undefined,
};

function deviceSteps(userName: string, accepted: readonly MfaDeviceType[]): readonly string[] {
  if (!accepted.includes('virtual')) {
    const names = accepted.map((type) => CONSOLE_NAMES[type]).filter((name) => name !== undefined);
    return [`4. Name the device, choose ${names.join(' or ')}, and follow the page.`];
  }
  return [
    `4. Name the device like your user, ${userName}, choose Authenticator app, then Next.`,
    '5. Choose Show QR code and scan it with the app, or Show secret key and type it in. Enter the code that the app ' +
      'shows as MFA code 1, wait up to 30 seconds for the next, enter it as MFA code 2, and choose Add MFA.',
  ];
}

/** Where MFA is enforced, an access key cannot set it up. */
function commandLine(enforceFrom: Date | undefined): string {
  const first = enforceFrom === undefined ? '' : ', after "aws login"';
  return `On the command line${first}: npx iam-console-mfa enrol`;
}

function enforced(enforceFrom: Date, now: Date): string {
  const since = enforceFrom <= now ? 'Since' : 'From';
  const on = enforceFrom <= now ? '' : ' on';
  return (
    `${since} ${formatInstant(enforceFrom)}${on}, nothing works without MFA but setting it up, and access keys cannot do ` +
    'that either. Once MFA is set up, "aws configure mfa-login" gives the AWS CLI a session with MFA for a code.'
  );
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/console.html#user-sign-in-page */
const SIGN_IN_DOMAINS: ReadonlyMap<string, string> = new Map([
  ['aws', 'signin.aws.amazon.com'],
  ['aws-cn', 'signin.amazonaws.cn'],
  ['aws-us-gov', 'signin.amazonaws-us-gov.com'],
]);

function signInAddress(accountId: string, partition: string): string {
  const domain = SIGN_IN_DOMAINS.get(partition);
  return domain === undefined ? `account ${accountId}` : `https://${accountId}.${domain}/console`;
}
