import type { Verdict } from '../../rule/core/verdict';

/** Why a user is left alone: there is none of that id any more, or the rule has nothing against it now. */
export type ReasonToLeaveAlone = 'gone' | Exclude<Verdict['reason'], 'noAcceptedDevice'>;

/** What became of one user. It is the output of the SSM document, so it says all that somebody needs to know. */
export type RemediationResult = {
  readonly userId: string;
  /** For people: what was done and how to undo it, or why nothing was. */
  readonly message: string;
} & (
  | { readonly outcome: 'added' | 'alreadyMember'; readonly groupName: string }
  | { readonly outcome: 'leftAlone'; readonly reason: ReasonToLeaveAlone }
);
