import type { Evaluation } from '@aws-sdk/client-config-service';
import { ServiceError } from '../errors';
import type { Call, Fault } from '../faults';
import { configError } from '../services/config/errors';
import { keyAfter as configKeyAfter, nextToken } from '../services/config/pages';
import { keyAfter, pageEnd } from '../services/iam/paging';
import { refusalsOf } from '../wire-service';
import type { AccountPast } from './account-past';
import type { Effect } from './fault-schedule';

/** What an effect does to a call, as the pipeline takes it. */
export function faultsOf({ kind, value = 1 }: Effect, call: Call, past: AccountPast): readonly Fault[] {
  const refusals = refusalsOf(call.service);
  switch (kind) {
    case 'Throttling':
      return [{ type: 'error', error: refusals.throttled, when: 'instead' }];
    case 'ServiceFailure':
      return [{ type: 'error', error: refusals.internalFailure, when: 'instead' }];
    case 'ServiceUnavailable':
      return [{ type: 'error', error: UNAVAILABLE, when: 'instead' }];
    case 'AccessDenied':
      return [{ type: 'error', error: refusals.accessDenied(denial(call)), when: 'instead' }];
    case 'InvalidResultToken':
      return isPutEvaluations(call) ? [{ type: 'error', error: EXPIRED_TOKEN, when: 'instead' }] : [];
    case 'slow':
      return [{ type: 'delay', milliseconds: value }];
    case 'cut':
      return [{ type: 'cut', when: 'instead' }];
    case 'cut-answer':
      return [{ type: 'cut', when: 'mid-answer' }];
    case 'lost-answer':
      return [{ type: 'error', error: refusals.internalFailure, when: 'after' }];
    case 'empty-page':
      return [{ type: 'alter', alter: (output) => emptied(call, output) }];
    case 'short-pages':
      return [{ type: 'alter-input', alter: (input) => ({ ...Object(input), [limitOf(call)]: value }) }];
    case 'lag':
      return [{ type: 'past', account: past.before(value) }];
    case 'failed-evaluations':
      return isPutEvaluations(call) ? failedEvaluations(value) : [];
  }
}

const UNAVAILABLE = new ServiceError(
  'ServiceUnavailable',
  'The request has failed due to a temporary failure of the server.',
  503,
);
const EXPIRED_TOKEN = configError('InvalidResultTokenException', 'The resultToken provided is invalid.');

function denial({ service, action, callerArn }: Call): string {
  return `User: ${callerArn} is not authorized to perform: ${service}:${action} with an explicit deny in a service control policy`;
}

function isPutEvaluations({ service, action }: Call): boolean {
  return service === 'config' && action === 'PutEvaluations';
}

function limitOf({ service }: Call): string {
  if (service === 'cloudtrail') return 'MaxResults';
  return service === 'config' ? 'Limit' : 'MaxItems';
}

interface PageInput {
  readonly Marker?: string;
  readonly NextToken?: string;
}

/** A page without items before the one that was asked for; anything that is no list stays as it is. */
function emptied({ service, action, input }: Call, output: unknown): unknown {
  const members = Object.entries(Object(output));
  const isList =
    service === 'config' ? !action.startsWith('Put') : members.some(([name]) => name === 'IsTruncated');
  if (!isList || !members.some(([, value]) => Array.isArray(value))) return output;
  const empty = Object.fromEntries(members.map(([name, value]) => [name, Array.isArray(value) ? [] : value]));
  const { Marker, NextToken }: PageInput = Object(input);
  return service === 'config'
    ? { ...empty, NextToken: nextToken(action, justAfter(configKeyAfter(action, NextToken))) }
    : { ...empty, ...pageEnd({ items: [], next: justAfter(keyAfter(Marker)) }) };
}

/** No key comes between the two, so that the next page is the one that was asked for, and no two pages have one mark. */
function justAfter(key = ''): string {
  return `${key}\0`;
}

/** Keeps every n-th evaluation from being stored, and lists them as AWS Config does. */
function failedEvaluations(n: number): readonly Fault[] {
  let failed: readonly Evaluation[] = [];
  return [
    {
      type: 'alter-input',
      alter: (input) => {
        const { Evaluations: all = [] }: { readonly Evaluations?: readonly Evaluation[] } = Object(input);
        failed = all.filter((_, index) => (index + 1) % n === 0);
        return { ...Object(input), Evaluations: all.filter((evaluation) => !failed.includes(evaluation)) };
      },
    },
    {
      type: 'alter',
      alter: (output) => {
        const { FailedEvaluations = [] }: { readonly FailedEvaluations?: readonly Evaluation[] } =
          Object(output);
        return { ...Object(output), FailedEvaluations: [...FailedEvaluations, ...failed] };
      },
    },
  ];
}
