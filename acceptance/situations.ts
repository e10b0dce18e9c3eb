import type { RuleParameters } from '../rule/core/rule-parameters';
import type { AssumptionId } from './assumptions';
import { exemptUserName } from './exempt-name';
import { didNotHold, held, notObserved, type Observation } from './observation';
import type { NewUser } from './own-users';
import { PATH } from './own-users';
import type { Result } from './results';

const NAME = 'iam-console-mfa-acceptance';

/** What AWS Config should show of a user, or why the deployed parameters do not tell. */
export type Expected = 'COMPLIANT' | 'NON_COMPLIANT' | 'nothing' | { readonly why: string };

/** A user whom the program creates, and what each assumption expects of the user's result. */
export interface Situation {
  readonly user: NewUser;
  readonly device?: boolean;
  readonly expected: readonly (readonly [AssumptionId, Expected])[];
}

export const ROLES = {
  noPassword: `${NAME}-no-password`,
  device: `${NAME}-device`,
  noDevice: `${NAME}-no-device`,
  leaver: `${NAME}-leaver`,
  tagged: `${NAME}-tagged`,
} as const;

/** The users, with what the deployed parameters make of them. */
export function situationsOf(parameters: RuleParameters, now: number): readonly Situation[] {
  const grace = inGrace(parameters, now);
  const { exemptionTag, acceptedMfaTypes } = parameters;
  const exemptName = exemptUserName(parameters.exemptUsers, NAME);
  return [
    { user: { userName: ROLES.noPassword }, expected: [['result-no-password', 'COMPLIANT']] },
    {
      user: { userName: ROLES.device, password: true },
      device: true,
      expected: [
        [
          'result-virtual-device',
          acceptedMfaTypes.includes('virtual')
            ? 'COMPLIANT'
            : { why: 'acceptedMfaTypes does not accept virtual devices' },
        ],
      ],
    },
    {
      user: { userName: ROLES.noDevice, password: true },
      expected: [
        ['result-no-device', grace ? { why: 'new users are within a grace period' } : 'NON_COMPLIANT'],
        ['result-grace', grace ? 'COMPLIANT' : { why: 'the deployed rule grants no grace period' }],
      ],
    },
    { user: { userName: ROLES.leaver, password: true }, expected: [] },
    {
      user: {
        userName: ROLES.tagged,
        password: true,
        ...(exemptionTag === undefined ? {} : { tags: { [exemptionTag]: '2099-12-31' } }),
      },
      expected: [
        [
          'result-tag',
          exemptionTag === undefined
            ? { why: 'the deployed rule has no exemptionTag' }
            : grace
              ? { why: 'new users are within a grace period, which comes before the tag' }
              : 'nothing',
        ],
      ],
    },
    ...(exemptName === undefined
      ? []
      : [
          {
            user: { userName: exemptName, password: true },
            expected: [['result-exempt', 'nothing']] as const,
          },
        ]),
  ];
}

/** Why no user of the program can be observed, or nothing. */
export function whyAllAreExempt({ exemptPaths, exemptUsers }: RuleParameters): string | undefined {
  const prefix = exemptPaths.find((path) => PATH.startsWith(path));
  if (prefix !== undefined) return `exemptPaths exempts every user of the program (${prefix})`;
  const pattern = exemptUsers.find((candidate) => /^\**$/.test(candidate));
  return pattern === undefined ? undefined : `exemptUsers exempts every user (${pattern})`;
}

/** Compares what AWS Config shows of a user with what it should show. */
export function judgeResult(expected: Expected, result: Result | undefined): Observation {
  if (typeof expected === 'object') return notObserved(expected.why);
  const shown = result?.compliance ?? 'nothing';
  if (shown !== expected)
    return didNotHold(result === undefined ? 'no result' : `${shown}: ${result.annotation}`);
  return held(result?.annotation);
}

function inGrace({ gracePeriodDays, graceUntil }: RuleParameters, now: number): boolean {
  return gracePeriodDays > 0 || (graceUntil !== undefined && graceUntil.getTime() > now);
}
