import type * as iam from '@aws-sdk/client-iam';
import { iamError } from '../../account/errors';
import type { PasswordPolicy } from '../../account/password-policy';
import { action, command } from './action';
import { anything } from './resources';

export const passwordPolicyActions = {
  GetAccountPasswordPolicy: action<object, iam.GetAccountPasswordPolicyResponse>(
    anything,
    (_input, { account }) => {
      const policy = account.passwordPolicy ?? missing(account.accountId);
      return { PasswordPolicy: { ...policy } };
    },
  ),

  /** What is not given falls back to its default, never to what was set before. */
  UpdateAccountPasswordPolicy: command<iam.UpdateAccountPasswordPolicyRequest>(
    anything,
    (input, { account }) => {
      const { MaxPasswordAge, PasswordReusePrevention, HardExpiry, ...rest } = input;
      account.passwordPolicy = {
        ...DEFAULTS,
        ...rest,
        ExpirePasswords: MaxPasswordAge !== undefined,
        ...(MaxPasswordAge === undefined ? {} : { MaxPasswordAge }),
        ...(PasswordReusePrevention === undefined ? {} : { PasswordReusePrevention }),
        ...(HardExpiry === undefined ? {} : { HardExpiry }),
      };
    },
  ),

  DeleteAccountPasswordPolicy: command<object>(anything, (_input, { account }) => {
    if (account.passwordPolicy === undefined) missing(account.accountId);
    account.passwordPolicy = undefined;
  }),
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
const DEFAULTS: PasswordPolicy = {
  MinimumPasswordLength: 6,
  RequireSymbols: false,
  RequireNumbers: false,
  RequireUppercaseCharacters: false,
  RequireLowercaseCharacters: false,
  AllowUsersToChangePassword: false,
  ExpirePasswords: false,
};

/** An account without a policy of its own asks for 8 characters of three of the four kinds. */
const KINDS_WITHOUT_POLICY = 3;
const LENGTH_WITHOUT_POLICY = 8;

const KINDS = {
  RequireSymbols: { text: 'symbols', pattern: /[!@#$%^&*()_+\-=[\]{}|']/ },
  RequireNumbers: { text: 'numbers', pattern: /[0-9]/ },
  RequireUppercaseCharacters: { text: 'uppercase characters', pattern: /[A-Z]/ },
  RequireLowercaseCharacters: { text: 'lowercase characters', pattern: /[a-z]/ },
} as const;

/** @throws ServiceError PasswordPolicyViolation */
export function requireAcceptable(policy: PasswordPolicy | undefined, password: string): void {
  const minimum = policy?.MinimumPasswordLength ?? LENGTH_WITHOUT_POLICY;
  if (password.length < minimum) throw violation(`Password should have a minimum length of ${minimum}`);
  const lacking = Object.entries(KINDS).filter(([, { pattern }]) => !pattern.test(password));
  if (policy === undefined) {
    if (Object.keys(KINDS).length - lacking.length < KINDS_WITHOUT_POLICY) {
      throw violation('Password should have at least three of: uppercase, lowercase, numbers, symbols');
    }
    return;
  }
  const required = new Map<string, unknown>(Object.entries(policy));
  const [broken] = lacking.filter(([name]) => required.get(name) === true);
  if (broken !== undefined) throw violation(`Password should have ${broken[1].text}`);
}

function violation(message: string) {
  return iamError('PasswordPolicyViolation', message);
}

function missing(accountId: string): never {
  throw iamError('NoSuchEntity', `The Password Policy with domain name ${accountId} cannot be found.`);
}
