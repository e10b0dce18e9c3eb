import { asProblem, ConsoleMfaError, quoted } from './core/errors';
import { judge } from './core/judge';
import type { KnownUser } from './core/known-user';
import { mfaDeviceTypes } from './core/mfa-device';
import type { Outcome } from './core/outcome';
import type { RuleParameters } from './core/rule-parameters';
import type { Question } from './core/verdict';
import type { IamReader } from './iam-reader';

/** Judges a user, putting one question after another to IAM until a verdict follows. */
export async function judgeUser(
  iam: IamReader,
  listed: KnownUser,
  parameters: RuleParameters,
  now: Date,
): Promise<Extract<Outcome, { readonly status: 'judged' | 'withheld' }>> {
  let user = listed;
  try {
    for (;;) {
      const answer = judge(user, parameters, now);
      if (typeof answer !== 'string') return { status: 'judged', user, verdict: answer };
      user = await learn(iam, user, answer);
    }
  } catch (error) {
    return { status: 'withheld', user, error: asProblem(error) };
  }
}

/**
 * Puts one question about a user to IAM and adds the answer to what is known.
 *
 * @throws ConsoleMfaError `UnreadExemptGroup` for a question that IAM has already refused to answer, and whatever the
 * call throws.
 */
async function learn(iam: IamReader, user: KnownUser, question: Question): Promise<KnownUser> {
  const { userName } = user;
  switch (question) {
    case 'loginProfile':
      return { ...user, loginProfile: await iam.getLoginProfile(userName) };
    case 'mfaDevices': {
      const devices = await iam.listMfaDevices(userName);
      return { ...user, mfaDevices: mfaDeviceTypes(devices), devices };
    }
    case 'tags':
      return { ...user, tags: await iam.listUserTags(userName) };
    case 'exemptGroups':
      throw new ConsoleMfaError(
        'UnreadExemptGroup',
        `whether ${user.unreadGroups.map(quoted).join(', ')} exempts the user could not be read`,
      );
  }
}
