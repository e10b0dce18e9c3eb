import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { quoted } from '../rule/core/errors';
import { suggestion } from '../rule/core/parameter-definitions';
import { FINDING_SEVERITIES } from './findings';
import type { ConsoleMfaStackProps } from './stack';

/** The settings that are about how the rule is run and who hears of it, not about what it says. */
export const OPERATION_SETTING_NAMES = [
  'region',
  'architecture',
  'nearRealTime',
  'dashboard',
  'metrics',
  'alertEmail',
  'alertTopicArn',
  'securityHubSeverity',
] as const;

/** Settings that are true or false. */
type Flag = 'nearRealTime' | 'dashboard' | 'metrics';

const ARCHITECTURES: readonly Architecture[] = [Architecture.ARM_64, Architecture.X86_64];

type Name = (typeof OPERATION_SETTING_NAMES)[number];
type Context = Readonly<Record<string, unknown>>;

/** The props that they make. */
export type OperationProps = Pick<ConsoleMfaStackProps, Exclude<Name, 'region'> | 'env'>;

/** Reads them from the context. Each value that cannot be used adds a sentence to the faults. */
export function operationProps(context: Context, faults: string[]): OperationProps {
  const region = checked(context, 'region', regionFault, faults);
  return {
    ...(region !== undefined && { env: { region } }),
    ...architectureProp(context, faults),
    ...flagProp(context, 'nearRealTime', faults),
    ...flagProp(context, 'dashboard', faults),
    ...flagProp(context, 'metrics', faults),
    ...receiverProp(context, region, faults),
    ...severityProp(context, faults),
  };
}

function architectureProp(context: Context, faults: string[]): Pick<OperationProps, 'architecture'> {
  const value = context['architecture'];
  if (value === undefined) return {};
  const architecture = ARCHITECTURES.find(({ name }) => name === value);
  if (architecture !== undefined) return { architecture };
  const names = ARCHITECTURES.map(({ name }) => name);
  const meant = suggestion(String(value), names);
  faults.push(`architecture is ${quoted(value)}${meant}; allowed: ${names.join(' or ')}`);
  return {};
}

function flagProp<Setting extends Flag>(
  context: Context,
  name: Setting,
  faults: string[],
): { readonly [Member in Setting]?: boolean } {
  const value = context[name];
  if (value === undefined) return {};
  if (!['true', 'false'].includes(String(value))) {
    faults.push(`${name} is ${quoted(value)}; allowed: true or false`);
    return {};
  }
  const flag: { [Member in Setting]?: boolean } = {};
  flag[name] = String(value) === 'true';
  return flag;
}

/** The setting as a string; undefined if it is not set, or is not as it has to be. */
function checked(
  context: Context,
  name: Name,
  fault: (value: string) => string | undefined,
  faults: string[],
): string | undefined {
  const value = context[name];
  if (value === undefined) return undefined;
  const why = fault(typeof value === 'string' ? value : '');
  if (why === undefined) return String(value);
  faults.push(`${name} is ${quoted(value)}${why}`);
  return undefined;
}

function regionFault(region: string): string | undefined {
  const names = RegionInfo.regions.map(({ name }) => name);
  if (names.includes(region)) return undefined;
  return `${suggestion(region, names)}; allowed: a region that AWS CDK knows, such as eu-central-1`;
}

/** What to say after an address that is none; undefined for one. */
export function emailFault(email: string): string | undefined {
  return /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]+$/.test(email)
    ? undefined
    : '; allowed: one address, such as security@example.com';
}

/** The ARN of a standard topic. */
export const TOPIC_ARN = /^arn:aws[\w-]*:sns:(?<region>[\w-]+):\d{12}:[\w-]+$/;

/** The same of a topic's ARN. */
export function topicFault(arn: string): string | undefined {
  return TOPIC_ARN.test(arn)
    ? undefined
    : '; allowed: the ARN of a standard SNS topic, such as arn:aws:sns:eu-central-1:123456789012:security';
}

function receiverProp(
  context: Context,
  region: string | undefined,
  faults: string[],
): Pick<OperationProps, 'alertEmail' | 'alertTopicArn'> {
  const alertEmail = checked(context, 'alertEmail', emailFault, faults);
  const alertTopicArn = checked(context, 'alertTopicArn', topicFault, faults);
  if (alertEmail !== undefined && alertTopicArn !== undefined) {
    faults.push(
      'alertEmail and alertTopicArn are both set; set one: alertEmail makes a topic of its own, and to a topic of yours ' +
        'you can subscribe the address yourself',
    );
  }
  const topicRegion = TOPIC_ARN.exec(alertTopicArn ?? '')?.groups?.['region'];
  if (region !== undefined && topicRegion !== undefined && topicRegion !== region) {
    faults.push(
      `alertTopicArn is of ${topicRegion} and region is ${region}; EventBridge and CloudWatch publish to topics of ` +
        'their own region alone',
    );
  }
  return {
    ...(alertEmail !== undefined && { alertEmail }),
    ...(alertTopicArn !== undefined && { alertTopicArn }),
  };
}

function severityProp(context: Context, faults: string[]): Pick<OperationProps, 'securityHubSeverity'> {
  const value = context['securityHubSeverity'];
  if (value === undefined) return {};
  const severity = FINDING_SEVERITIES.find((known) => known === value);
  if (severity !== undefined) return { securityHubSeverity: severity };
  const meant = suggestion(String(value), FINDING_SEVERITIES);
  faults.push(`securityHubSeverity is ${quoted(value)}${meant}; allowed: ${FINDING_SEVERITIES.join(', ')}`);
  return {};
}
