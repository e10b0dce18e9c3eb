import type { Asker } from './ask';
import { asProblem, ConsoleMfaError, quoted } from './core/errors';
import { judge } from './core/judge';
import type { KnownUser } from './core/known-user';
import { mfaDeviceTypes } from './core/mfa-device';
import type { Outcome } from './core/outcome';
import type { RuleParameters } from './core/rule-parameters';
import type { Question } from './core/verdict';
import type { Iam } from './ports';

/** What asking takes: IAM, the pace, the policy, the instant that grace and exemptions are judged at, and the time left. */
export interface Inquiry {
  readonly iam: Iam;
  readonly asker: Asker;
  readonly parameters: RuleParameters;
  readonly now: Date;
  /** In milliseconds since the epoch. */
  readonly until: number;
}

/** Judges a user, asking IAM one question after another until a verdict follows. */
export async function judgeUser(
  inquiry: Inquiry,
  listed: KnownUser,
): Promise<Extract<Outcome, { readonly status: 'judged' | 'withheld' }>> {
  let user = listed;
  try {
    for (;;) {
      const answer = judge(user, inquiry.parameters, inquiry.now);
      if (typeof answer !== 'string') return { status: 'judged', user, verdict: answer };
      user = await learn(inquiry, user, answer);
    }
  } catch (error) {
    return { status: 'withheld', user, error: asProblem(error) };
  }
}

/**
 * Puts one question about a user to IAM and adds the answer to what is known.
 *
 * @throws ConsoleMfaError `UnreadExemptGroup` for a question that IAM has refused to answer already, and whatever the
 * call throws.
 */
async function learn(inquiry: Inquiry, user: KnownUser, question: Question): Promise<KnownUser> {
  const { iam, asker, until } = inquiry;
  const { userName } = user;
  switch (question) {
    case 'loginProfile': {
      const ask = (timeoutMs: number) => iam.getLoginProfile(userName, timeoutMs);
      return { ...user, loginProfile: await asker.ask('iam:GetLoginProfile', until, ask) };
    }
    case 'mfaDevices': {
      const serialNumbers = await asker.askPages('iam:ListMFADevices', until, (marker, timeoutMs) =>
        iam.listMfaDevices(userName, marker, timeoutMs),
      );
      return { ...user, mfaDevices: mfaDeviceTypes(serialNumbers) };
    }
    case 'tags': {
      const tags = await asker.askPages('iam:ListUserTags', until, (marker, timeoutMs) =>
        iam.listUserTags(userName, marker, timeoutMs),
      );
      return { ...user, tags };
    }
    case 'exemptGroups':
      throw new ConsoleMfaError(
        'UnreadExemptGroup',
        `whether ${user.unreadGroups.map(quoted).join(', ')} exempts the user could not be read`,
      );
  }
}
