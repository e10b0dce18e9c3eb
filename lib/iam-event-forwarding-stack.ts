import { Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as EventBusTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';

/** Properties of `IamEventForwardingStack`. */
export interface IamEventForwardingStackProps extends StackProps {
  /** Which events to send on. */
  readonly eventPattern: EventPattern;

  /** Where to: the region whose default event bus gets them. */
  readonly toRegion: string;
}

/**
 * Sends IAM's events on, from the region where CloudTrail records them to the one where the rule is. It belongs into
 * that first region; see `iamHomeRegion`.
 */
export class IamEventForwardingStack extends Stack {
  constructor(scope: Construct, id: string, props: IamEventForwardingStackProps) {
    super(scope, id, {
      description: `Sends IAM events to ${props.toRegion}, for the AWS Config rule on console passwords and MFA.`,
      ...props,
    });
    // CDK lets the rule depend on its role's policy beside the reference to the role.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };
    const busArn = this.formatArn({
      service: 'events',
      region: props.toRegion,
      resource: 'event-bus',
      resourceName: 'default',
    });
    new Rule(this, 'IamEvents', {
      description: `Changes in IAM, for the AWS Config rule in ${props.toRegion}.`,
      eventPattern: props.eventPattern,
      targets: [new EventBusTarget(EventBus.fromEventBusArn(this, 'Bus', busArn))],
    });
  }
}
