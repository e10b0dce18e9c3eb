import {
  BEYOND_ENROLLMENT,
  CHANGES_OF_ANNA,
  CHANGES_OF_BERTA,
  READS_OF_ANNA,
  THROUGH_A_SERVICE,
} from './shared-requests';
import { situation } from './situations';
import type { Entry } from './table';

const ENFORCED = ['self-service', 'enforcement'] as const;
const ADMINISTRATOR = [...ENFORCED, 'AdministratorAccess'] as const;
const VIA_SERVICE = 'aws:ViaAWSService';

/** Somebody who has stolen a key gets no session with MFA, whether its user has a device or not. */
const KEYS = ['an access key', 'an access key of an enrolled user'] as const;

/** What the enforcement policy leaves of a long-term access key: reading, and a session for a code. */
export const ACCESS_KEY_REQUESTS: readonly Entry[] = [
  ...KEYS.flatMap((key): readonly Entry[] => [
    {
      situation: situation('anna', key, 'a second before', ADMINISTRATOR),
      allow: `
        ${READS_OF_ANNA}
        ${CHANGES_OF_ANNA}
        ${CHANGES_OF_BERTA}
        ${BEYOND_ENROLLMENT}
        iam:DeactivateMFADevice          user/anna
      `,
    },
    ...(['at the date', 'a second after', 'months after'] as const).map(
      (time): Entry => ({
        situation: situation('anna', key, time, ADMINISTRATOR),
        allow: `
          ${READS_OF_ANNA}
          sts:GetSessionToken              *
        `,
        deny: `
          ${CHANGES_OF_ANNA}
          ${CHANGES_OF_BERTA}
          ${BEYOND_ENROLLMENT}
          iam:DeactivateMFADevice          user/anna
          iam:UpdateLoginProfile           user/anna
          sts:AssumeRole                   role/admin
          sts:GetFederationToken           arn:aws:sts::123456789012:federated-user/anna
        `,
      }),
    ),
    {
      situation: situation('anna', key, 'months after', ENFORCED),
      allow: READS_OF_ANNA,
      deny: CHANGES_OF_ANNA,
    },
    {
      situation: situation('berta', key, 'at the date', ADMINISTRATOR),
      deny: `
        ${CHANGES_OF_BERTA}
        ${CHANGES_OF_ANNA}
      `,
    },
  ]),
  {
    situation: situation('anna', 'an access key', 'months after', ADMINISTRATOR, { [VIA_SERVICE]: 'true' }),
    allow: `
      ${THROUGH_A_SERVICE}
      ${CHANGES_OF_ANNA}
    `,
  },
  {
    situation: situation('anna', 'an access key', 'months after', ADMINISTRATOR, {
      [VIA_SERVICE]: undefined,
    }),
    deny: `
      ${THROUGH_A_SERVICE}
      ${CHANGES_OF_ANNA}
    `,
  },
];
