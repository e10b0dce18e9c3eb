/** What AWS Config holds of the account. */
export type ConfigState = Readonly<Record<string, never>>;

export function newConfigState(): ConfigState {
  return {};
}
