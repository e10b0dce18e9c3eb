import type { PolicyDocument } from '../policies/policy-document';
import { actionOf } from './action-of';
import { Undecided } from './answer';
import { credentialOf, mfaPresent, viaService } from './caller';
import { fieldsOf, textOf } from './fields';
import { interpret } from './interpret-policy';
import type { ReadEvent } from './read-event';
import { isRefusal } from './refusals';
import type { CallByUser, CallOutcome, Credential } from './replayed-event';
import type { RequestContext } from './request';
import { resourceOf } from './resource-of';
import type { UserIdentity } from './user-of';

/** The call of an IAM user, and what the policy would have done with it. */
export function replayCall(event: ReadEvent, user: UserIdentity, policy: PolicyDocument): CallByUser {
  const { recorded, fields, identity } = event;
  const credential = credentialOf(fields, identity);
  const action = actionOf(event.eventSource, event.eventName);
  const roleArn = textOf(fieldsOf(fields.requestParameters).roleArn);
  const sessionKeyId = textOf(fieldsOf(fieldsOf(fields.responseElements).credentials).accessKeyId);
  return {
    ...recorded,
    type: 'call',
    userName: user.userName,
    credential,
    action,
    outcome: outcomeOf(event, action, user, credential, policy),
    ...(action === 'sts:AssumeRole' && roleArn !== undefined && { roleArn }),
    ...(action.startsWith('sts:') && sessionKeyId !== undefined && { sessionKeyId }),
  };
}

/**
 * What IAM does not authorize by policies: a denial of these has no effect.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
 */
const NEED_NO_PERMISSION: ReadonlySet<string> = new Set(['sts:GetCallerIdentity', 'sts:GetSessionToken']);

function outcomeOf(
  { fields, recorded, identity, eventType }: ReadEvent,
  action: string,
  user: UserIdentity,
  credential: Credential,
  policy: PolicyDocument,
): CallOutcome {
  if (isRefusal(textOf(fields.errorCode) ?? '')) return { type: 'refused' };
  if (NEED_NO_PERMISSION.has(action)) return { type: 'not-denied' };
  const parameters = fieldsOf(fields.requestParameters);
  return interpret(policy, {
    action: eventType === 'awsapicall' ? action : NO_API_CALL,
    resource: resourceOf(action, { user, region: recorded.region, parameters }),
    context: contextOf({
      'aws:currenttime': recorded.time,
      'aws:multifactorauthpresent': mfaPresent(credential),
      'aws:username': user.userName,
      'aws:viaawsservice': viaService(fields, identity),
    }),
  });
}

/** Of the console's own pages (`AwsConsoleAction`), and what AWS may add: no list tells their actions. */
const NO_API_CALL = new Undecided('the event is not a call of an API, so its action is not known');

function contextOf(values: Readonly<Record<string, string | null | Undecided>>): RequestContext {
  return (key) => {
    const name = key.toLowerCase();
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? new Undecided(`the policy has the condition key ${key}`) : value;
  };
}
