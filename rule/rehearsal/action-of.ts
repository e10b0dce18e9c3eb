import { ACTION_NAMES, SERVICE_PREFIXES } from './action-names';

/** The action that IAM authorized, as policies spell it: for example `cloudwatch:PutMetricAlarm`. */
export function actionOf(eventSource: string, eventName: string): string {
  const service = serviceOf(eventSource);
  const name = eventName.replace(API_VERSION, '');
  const renamed = ACTION_NAMES.get(service)?.get(name) ?? name;
  return renamed.includes(':') ? renamed : `${SERVICE_PREFIXES.get(service) ?? service}:${renamed}`;
}

/** `monitoring` of `monitoring.amazonaws.com`, `lex` of `runtime.lex.amazonaws.com`. */
function serviceOf(eventSource: string): string {
  const host = eventSource.replace(DOMAIN, '');
  return host.slice(host.lastIndexOf('.') + 1);
}

const DOMAIN = /\.amazonaws\.com(\.cn)?$/;

/** AWS Lambda and Amazon CloudFront append one to the names of events: `ListFunctions20150331`, `GetPolicy20150331v2`. */
const API_VERSION = /20\d{2}(_?\d{2}){2}(v\d)?$/;
