import type { KnownUser } from '../../rule/core/known-user';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Verdict } from '../../rule/core/verdict';

/** What the rule looks at, in its order (rule/core/judge.ts): the first that holds decides. */
const STEPS = [
  'exempt by name, path or group: NOT_APPLICABLE',
  'a virtual MFA device, and virtual ones are accepted: COMPLIANT',
  'without a console password: COMPLIANT',
  'an MFA device of another accepted type: COMPLIANT',
  'within grace: COMPLIANT until it ends',
  'exempt by tag: NOT_APPLICABLE',
  'a console password and no accepted MFA device: NON_COMPLIANT',
] as const;

export interface Step {
  readonly text: string;
  readonly decides: boolean;
}

/** The steps up to the one that decided. */
export function stepsTo(verdict: Verdict, user: KnownUser, parameters: RuleParameters): readonly Step[] {
  const deciding = decidingStep(verdict, user, parameters);
  return STEPS.slice(0, deciding + 1).map((text, at) => ({ text, decides: at === deciding }));
}

function decidingStep(verdict: Verdict, { virtualDevice }: KnownUser, parameters: RuleParameters): number {
  switch (verdict.reason) {
    case 'exempt':
      return verdict.exemption.by === 'tag' ? 5 : 0;
    case 'acceptedDevice':
      return virtualDevice === true && parameters.acceptedMfaTypes.includes('virtual') ? 1 : 3;
    case 'noPassword':
      return 2;
    case 'inGrace':
      return 4;
    case 'noAcceptedDevice':
      return 6;
  }
}
