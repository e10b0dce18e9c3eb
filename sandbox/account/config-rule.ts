/** How often AWS Config runs a periodic rule, in its own words, and in milliseconds. */
export const FREQUENCIES = {
  One_Hour: 3_600_000,
  Three_Hours: 10_800_000,
  Six_Hours: 21_600_000,
  Twelve_Hours: 43_200_000,
  TwentyFour_Hours: 86_400_000,
} as const;

export type MaximumExecutionFrequency = keyof typeof FREQUENCIES;

/** A periodic custom Lambda rule, the kind the sandbox plays. */
export interface ConfigRule {
  readonly configRuleId: string;
  readonly configRuleName: string;
  readonly configRuleArn: string;
  readonly description: string | undefined;
  readonly functionArn: string;
  readonly maximumExecutionFrequency: MaximumExecutionFrequency;
  /** JSON: an object of strings. */
  readonly inputParameters: string | undefined;
  /** How many of its evaluations run now. */
  readonly running: number;
  /** When StartConfigRulesEvaluation last started it. */
  readonly startedTime: Date | undefined;
  readonly createdTime: Date | undefined;
  /** When AWS Config last invoked its function. */
  readonly invokedTime: Date | undefined;
  /** When its function last submitted evaluations. */
  readonly evaluatedTime: Date | undefined;
}

export type RuleSettings = Pick<
  ConfigRule,
  'configRuleName' | 'description' | 'functionArn' | 'maximumExecutionFrequency' | 'inputParameters'
>;
