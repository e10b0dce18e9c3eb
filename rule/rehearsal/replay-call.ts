import type { PolicyDocument } from '../policies/policy-document';
import { actionOf } from './action-of';
import { Undecided } from './answer';
import { credentialOf, mfaPresent, viaService } from './caller';
import { fieldsOf, isFields, textOf } from './fields';
import { type Denial, interpret } from './interpret-policy';
import type { ReadEvent } from './read-event';
import { isRefusal, isThrottling } from './refusals';
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
  const errorCode = textOf(fields.errorCode) ?? '';
  if (isRefusal(errorCode)) return { type: 'refused' };
  if (NEED_NO_PERMISSION.has(action)) return { type: 'not-denied' };
  const { requestParameters } = fields;
  const parameters = fieldsOf(requestParameters);
  const lacksParameters = isThrottling(errorCode) && !isFields(requestParameters);
  const denialWith = (mfa: string | null | Undecided): Denial =>
    interpret(policy, {
      action: eventType === 'awsapicall' ? action : NO_API_CALL,
      resource: resourceOf(action, { user, region: recorded.region, parameters, lacksParameters }),
      context: contextOf({
        'aws:currenttime': recorded.time,
        'aws:multifactorauthpresent': mfa,
        'aws:username': user.userName,
        'aws:viaawsservice': viaService(fields, identity),
      }),
    });
  const denial = denialWith(mfaPresent(credential));
  const mayHaveMfa = action === 'sts:AssumeRole' && textOf(parameters.serialNumber) !== undefined;
  return mayHaveMfa && denialWith('true').type !== denial.type ? CODE_GIVEN : denial;
}

/**
 * A call of AssumeRole with a code of an MFA device has MFA for the trust policy of the role. AWS does not say whether it has
 * for the user's own policies too.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
const CODE_GIVEN: CallOutcome = {
  type: 'unknown',
  reason: 'a role was assumed with an MFA code, and AWS does not say whether the policies of users count it',
};

/** Of the console's own pages (`AwsConsoleAction`), and what AWS may add: no list tells their actions. */
const NO_API_CALL = new Undecided('the event is not a call of an API, so its action is not known');

function contextOf(values: Readonly<Record<string, string | null | Undecided>>): RequestContext {
  return (key) => {
    const name = key.toLowerCase();
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? new Undecided(`the policy has the condition key ${key}`) : value;
  };
}
