import { createHash } from 'node:crypto';
import type { Audit } from '../../../cli/audit/report';
import { AwsCallError } from '../../../rule/core/errors';
import type { MfaDeviceType } from '../../../rule/core/mfa-device';
import type { Outcome } from '../../../rule/core/outcome';
import type { Verdict } from '../../../rule/core/verdict';
import { auditOf } from '../cli/audits';
import { listed } from '../known-users';

/** What a name, a tag or a message would hold if it could, to become more than text. */
export const HOSTILE = [
  '<script>globalThis.pwned = 1</script>',
  '"><img src=x onerror="globalThis.pwned = 1">',
  "' onmouseover='globalThis.pwned = 1",
  '</style></script><svg onload=globalThis.pwned=1>',
  '<!--',
  '&lt;b&gt;',
  'admin\u202enimda',
  'zero\u200bwidth\u0000\u001b[2J',
  'שלום',
] as const;

/** An account where everything that can hold text holds a hostile one. */
export function hostileAudit(): Audit {
  const outcomes = HOSTILE.flatMap((text, at): readonly Outcome[] => {
    const user = (kind: string) =>
      listed({ userName: `${text}${kind}`, userId: `AIDA${kind}${at}${text}`, path: `/${text}/` });
    const judged = (kind: string, verdict: Verdict): Outcome => ({
      status: 'judged',
      user: user(kind),
      verdict,
    });
    const failedExemption = { key: text, value: text, fault: 'not a date' } as const;
    return [
      judged('fails', {
        compliance: 'NON_COMPLIANT',
        reason: 'noAcceptedDevice',
        deviceTypes: [],
        failedExemption,
      }),
      judged('exempt', {
        compliance: 'NOT_APPLICABLE',
        reason: 'exempt',
        exemption: { by: 'group', groupName: text },
      }),
      {
        status: 'withheld',
        user: user('unread'),
        error: new AwsCallError('denied', 'iam:GetLoginProfile', text),
      },
    ];
  });
  const [first = ''] = HOSTILE;
  const problems = [new AwsCallError('refused', 'iam:GetGroup', first)];
  return {
    ...auditOf(
      { outcomes, problems },
      { exemptionTag: first, exemptUsers: HOSTILE, exemptPaths: HOSTILE, exemptGroups: HOSTILE },
    ),
    callerArn: `arn:aws:iam::123456789012:user/${first}`,
    changes: {
      since: new Date('2026-12-01T00:00:00Z'),
      becameCompliant: [],
      becameNonCompliant: [],
      becameExempt: [],
      new: [],
      gone: HOSTILE.map((text) => ({ userName: text, userId: text, before: 'COMPLIANT' as const })),
    },
  };
}

const TYPES: readonly MfaDeviceType[] = [
  'virtual',
  'virtual',
  'virtual',
  'fido',
  'fido',
  'hardware-totp',
  'sms',
];
const GIVEN = [
  'amina',
  'bruno',
  'chen',
  'diana',
  'erik',
  'fatima',
  'gita',
  'hugo',
  'ines',
  'jonas',
  'kofi',
  'lena',
];
const FAMILY = [
  'okafor',
  'lund',
  'costa',
  'rao',
  'weber',
  'haddad',
  'martin',
  'silva',
  'novak',
  'moreau',
  'tanaka',
];

/** An account of so many users: one in twenty fails, the others are of every kind. */
export function largeAudit(users: number): Audit {
  const outcomes = Array.from({ length: users }, (_, at): Outcome => {
    const name = `${GIVEN[at % GIVEN.length]}.${FAMILY[at % FAMILY.length]}`;
    const user = listed({
      userName:
        at < GIVEN.length * FAMILY.length
          ? name
          : `${name}.${Math.floor(at / (GIVEN.length * FAMILY.length)) + 1}`,
      userId: `AIDA${createHash('sha256').update(String(at)).digest('hex').toUpperCase().slice(0, 17)}`,
      path: at % 9 === 0 ? '/service/' : '/',
    });
    return { status: 'judged', user, verdict: verdictAt(at) };
  });
  return auditOf(
    { outcomes, problems: [] },
    {
      gracePeriodDays: 14,
      exemptPaths: ['/service/'],
      exemptUsers: ['break-glass-*'],
      exemptionTag: 'mfa-exempt-until',
    },
  );
}

function verdictAt(at: number): Verdict {
  if (at % 9 === 0)
    return { compliance: 'NOT_APPLICABLE', reason: 'exempt', exemption: { by: 'path', prefix: '/service/' } };
  if (at % 31 === 0) {
    const exemption = { by: 'tag', key: 'mfa-exempt-until', lastDay: `2027-0${1 + (at % 9)}-28` } as const;
    return { compliance: 'NOT_APPLICABLE', reason: 'exempt', exemption };
  }
  if (at % 20 === 3) return { compliance: 'NON_COMPLIANT', reason: 'noAcceptedDevice', deviceTypes: [] };
  if (at % 50 === 7) {
    const endsAt = new Date(Date.UTC(2027, 0, 16 + (at % 12), 9, at % 60));
    return { compliance: 'COMPLIANT', reason: 'inGrace', deviceTypes: [], endsAt };
  }
  if (at % 6 === 1) return { compliance: 'COMPLIANT', reason: 'noPassword' };
  const type = TYPES[at % TYPES.length] ?? 'virtual';
  return {
    compliance: 'COMPLIANT',
    reason: 'acceptedDevice',
    types: at % 10 === 2 ? ['virtual', 'fido'] : [type],
  };
}
