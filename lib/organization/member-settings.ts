import { Token } from 'aws-cdk-lib';
import { quoted } from '../../rule/core/errors';
import { iamHomeRegion } from '../iam-home-region';
import type { ConsoleMfaStackProps } from '../stack';

/** What the template carries that every member account gets. */
export type ConsoleMfaMemberProps = Omit<ConsoleMfaStackProps, Refused | StackSetsOwn>;

/** A topic of one account and region, and rules that members of a Security Hub administrator cannot make. */
type Refused = 'alertEmail' | 'alertTopicArn' | 'securityHubSeverity';

/** Properties of a stack that are a stack set's to decide. */
type StackSetsOwn = 'env' | 'stackName' | 'synthesizer' | 'crossRegionReferences';

/** Settings that an organization cannot have, and why. */
const REFUSED: Readonly<Record<Refused, string>> = {
  alertEmail:
    'every account would have a topic of its own, with a key to pay and a subscription for somebody to confirm. Leave it ' +
    "out and take Security Hub's findings, which its administrator account has of all accounts",
  alertTopicArn:
    'it names a topic of one account, and alarms publish to topics of their own account alone. Leave it out and take ' +
    "Security Hub's findings, which its administrator account has of all accounts",
  securityHubSeverity:
    'automation rules are made by the administrator account of Security Hub for all accounts, and a member account is ' +
    'refused one. Leave it out and make one rule there (docs/organization.md)',
};

/** Why these settings do not go with an organization, a sentence each. */
export function memberFaults(settings: ConsoleMfaStackProps, region: string | undefined): readonly string[] {
  const refused = Object.entries(REFUSED).flatMap(([name, why]) =>
    Object.entries(settings).some(([set, value]) => set === name && value !== undefined)
      ? [`${name} cannot be combined with organization: ${why}`]
      : [],
  );
  return settings.nearRealTime === true ? [...refused, ...regionFaults(region)] : refused;
}

/** In another region events would have to be sent on by a stack in IAM's region, in every account. */
function regionFaults(region: string | undefined): readonly string[] {
  const home = region === undefined || Token.isUnresolved(region) ? undefined : iamHomeRegion(region);
  if (home !== undefined && home === region) return [];
  const what = home === undefined ? 'region is not set' : `region is ${quoted(region)}`;
  return [
    `nearRealTime with organization needs the region where IAM's events appear, and ${what}: a stack set deploys one ` +
      `stack to an account, and none that would send the events on. Set region to ${home ?? 'it, such as us-east-1'}, ` +
      'or leave nearRealTime out',
  ];
}
