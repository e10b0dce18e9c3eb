import { Annotations, CfnRule, Fn, Stack, Token } from 'aws-cdk-lib';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { ConsoleMfaError, quoted } from '../rule/core/errors';
import { IamEventForwardingStack } from './iam-event-forwarding-stack';
import { IAM_HOME_REGIONS, iamHomeRegion } from './iam-home-region';

/**
 * Has IAM's events appear in the Region of a construct's stack. Where that is another one than IAM's, a second stack
 * sends them there; where it is not known before the deployment, the stack is refused outside of IAM's Regions.
 *
 * @returns the second stack, if there is one
 * @throws ConsoleMfaError `UnknownRegion` in a region that CDK does not know, for IAM's home is not known either.
 */
export function forwardIamEvents(
  scope: Construct,
  eventPattern: EventPattern,
): IamEventForwardingStack | undefined {
  const stack = Stack.of(scope);
  if (Token.isUnresolved(stack.region)) {
    refuseOtherRegions(scope, stack.region);
    return undefined;
  }
  const home = iamHomeRegion(stack.region);
  if (home === undefined) throw unknownRegion(stack.region);
  if (home === stack.region) return undefined;
  const id = `${stack.node.id}${scope.node.id}Events`;
  Annotations.of(scope).addInfo(
    `IAM's events appear in ${home}, and this stack is for ${stack.region}: the stack ${id} sends them here. ` +
      'Deploy both (cdk deploy --all), and bootstrap both regions.',
  );
  return new IamEventForwardingStack(stack.node.scope ?? scope.node.root, id, {
    env: { region: home, ...(!Token.isUnresolved(stack.account) && { account: stack.account }) },
    eventPattern,
    toRegion: stack.region,
  });
}

function refuseOtherRegions(scope: Construct, region: string): void {
  const what =
    `IAM's events appear in ${IAM_HOME_REGIONS.slice(0, 3).join(', ')} and the like, one region of each partition. ` +
    'For any other, set region to it (-c region=...), which adds a stack that sends them there.';
  new CfnRule(scope, 'IamEventsAppearHere', {
    assertions: [{ assert: Fn.conditionContains([...IAM_HOME_REGIONS], region), assertDescription: what }],
  });
  Annotations.of(scope).addInfo(`The region is not known yet. ${what} Elsewhere the deployment is refused.`);
}

function unknownRegion(region: string): ConsoleMfaError {
  return new ConsoleMfaError(
    'UnknownRegion',
    `the region is ${quoted(region)}, which this version of aws-cdk-lib does not know, so neither where IAM's events ` +
      'appear; upgrade aws-cdk-lib, or leave near real time out',
  );
}
