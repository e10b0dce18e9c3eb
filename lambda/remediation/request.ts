import { ConsoleMfaError, quoted } from '../../rule/core/errors';

/**
 * The unique id of an IAM user, as the SSM document and the function check it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids).
 */
export const USER_ID_PATTERN = '^AIDA[A-Z0-9]{12,124}$';

/**
 * The id of the user to remediate, under the name that AWS's own runbooks give it.
 *
 * @throws ConsoleMfaError `NotAUser` for anything but the unique id of an IAM user. The root user's result is under
 * the id of the account.
 */
export function parseRequest(event: unknown): string {
  const { IAMResourceId: userId }: { readonly IAMResourceId?: unknown } = Object(event);
  if (typeof userId === 'string' && new RegExp(USER_ID_PATTERN).test(userId)) return userId;
  throw new ConsoleMfaError(
    'NotAUser',
    `IAMResourceId is ${quoted(userId)}, not the unique id AIDA… of an IAM user; ` +
      'only users can be members of a group, and the root user has to set MFA up itself',
  );
}
