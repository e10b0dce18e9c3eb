import type * as sts from '@aws-sdk/client-sts';
import type { Session } from '../../account/session';

export function toCredentials(session: Session): sts.Credentials {
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    SessionToken: session.sessionToken,
    Expiration: session.expiration,
  };
}
