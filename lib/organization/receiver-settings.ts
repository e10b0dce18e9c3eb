import { Token } from 'aws-cdk-lib';
import { quoted } from '../../rule/core/errors';
import { emailFault, TOPIC_ARN, topicFault } from '../operation-settings';

/** What cannot be used of whom to tell, a sentence each. */
export function receiverFaults(alertEmail: unknown, alertTopicArn: unknown): readonly string[] {
  return [
    ...faultOf('alertEmail', alertEmail, emailFault),
    ...faultOf('alertTopicArn', alertTopicArn, topicFault),
    ...(alertEmail !== undefined && alertTopicArn !== undefined
      ? ['alertEmail and alertTopicArn are both set; set one, and subscribe the address to the topic']
      : []),
  ];
}

/** EventBridge and CloudWatch publish to topics of their own region alone. */
export function topicRegionFaults(topicArn: string | undefined, region: string): readonly string[] {
  const topicRegion = TOPIC_ARN.exec(topicArn ?? '')?.groups?.['region'];
  if (topicRegion === undefined || Token.isUnresolved(region) || topicRegion === region) return [];
  return [
    `alertTopicArn is of ${topicRegion} and region is ${region}; EventBridge and CloudWatch publish to topics of their ` +
      'own region alone',
  ];
}

function faultOf(
  name: string,
  value: unknown,
  fault: (text: string) => string | undefined,
): readonly string[] {
  if (value === undefined || Token.isUnresolved(value)) return [];
  const why = fault(typeof value === 'string' ? value : '');
  return why === undefined ? [] : [`${name} is ${quoted(value)}${why}`];
}
