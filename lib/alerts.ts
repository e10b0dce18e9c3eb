import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { EventField, type EventPattern, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type AlertReceiver, letRulesPublish, topicOf, topicTarget } from './alert-topic';
import type { ConsoleMfaRule } from './rule';

/** Properties of `ConsoleMfaAlerts`. */
export interface ConsoleMfaAlertsProps {
  /** Whose results to tell of. */
  readonly rule: ConsoleMfaRule;

  /**
   * Whom to tell. A topic of yours must let `events.amazonaws.com` and `cloudwatch.amazonaws.com` publish. If it is
   * encrypted, the key must be a customer managed one that both may use.
   */
  readonly receiver: AlertReceiver;

  /** The alarms to tell of. */
  readonly alarms: readonly Alarm[];
}

const KEY_DESCRIPTION = 'Encrypts alerts of the AWS Config rule on console passwords and MFA.';
const NON_COMPLIANT = 'NON_COMPLIANT';

/**
 * Sends a message when a user becomes NON_COMPLIANT, when that is over, and when an alarm changes. A user whose
 * compliance stays the same causes no further message.
 */
export class ConsoleMfaAlerts extends Construct {
  /** Where the messages go: the receiver's, or its own. */
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, { rule, receiver, alarms }: ConsoleMfaAlertsProps) {
    super(scope, id);
    this.topic = topicOf(this, receiver, KEY_DESCRIPTION);
    const rules = [
      this.tell('Failing', 'became NON_COMPLIANT', becameNonCompliant(rule.configRuleName)),
      this.tell('Settled', 'is no longer NON_COMPLIANT', isNoLonger(rule.configRuleName)),
    ];
    letRulesPublish(this.topic, rules);
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(this.topic));
  }

  /**
   * The template is JSON, and the annotation is a value of its own in it, which EventBridge encodes. In a template of
   * text the annotation would stand between quotes, and it may hold quotes: those of a tag's value.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
   */
  private tell(id: string, what: string, eventPattern: EventPattern): Rule {
    const field = (path: string) => EventField.fromPath(`$.detail.${path}`);
    const input = RuleTargetInput.fromObject({
      annotation: field('newEvaluationResult.annotation'),
      change:
        `${field('resourceType')} ${field('resourceId')} of account ${field('awsAccountId')} ${what}: the AWS Config rule ` +
        `${field('configRuleName')} in ${field('awsRegion')} says ` +
        `${field('newEvaluationResult.complianceType')} since ${field('newEvaluationResult.resultRecordedTime')}.`,
    });
    return new Rule(this, id, {
      description: `A user ${what} with the AWS Config rule.`,
      eventPattern,
      targets: [topicTarget(this.topic, input)],
    });
  }
}

/** A resource without an earlier result has none in the event. */
function becameNonCompliant(configRuleName: string): EventPattern {
  const earlier = (complianceType: string[]) => ({ oldEvaluationResult: { complianceType } });
  return complianceChange({
    configRuleName: [configRuleName],
    newEvaluationResult: { complianceType: [NON_COMPLIANT] },
    $or: [earlier(Match.anythingBut(NON_COMPLIANT)), earlier(Match.doesNotExist())],
  });
}

function isNoLonger(configRuleName: string): EventPattern {
  return complianceChange({
    configRuleName: [configRuleName],
    newEvaluationResult: { complianceType: Match.anythingBut(NON_COMPLIANT) },
    oldEvaluationResult: { complianceType: [NON_COMPLIANT] },
  });
}

/** @see https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html */
function complianceChange(detail: Readonly<Record<string, unknown>>): EventPattern {
  return {
    source: ['aws.config'],
    detailType: ['Config Rules Compliance Change'],
    detail: { messageType: ['ComplianceChangeNotification'], ...detail },
  };
}
