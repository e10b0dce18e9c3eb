import type { Aws } from './aws';
import type { DeployedRule } from './deployed-rule';
import type { Observations } from './observation';
import type { OwnUsers } from './own-users';
import type { Watch } from './watch';

/** What every story works with. */
export interface Scene {
  readonly aws: Aws;
  readonly accountId: string;
  readonly rule: DeployedRule;
  readonly users: OwnUsers;
  readonly watch: Watch;
  readonly observations: Observations;
}
