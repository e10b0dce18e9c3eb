/** A mistake that somebody could make, as a change of one place in the source. */
export interface Plant {
  readonly mistake: string;
  /** From the root of the repository. */
  readonly file: string;
  /** Occurs once in the file. */
  readonly correct: string;
  readonly planted: string;
}

export const PLANTS: readonly Plant[] = [
  {
    mistake: 'AccessDenied on GetLoginProfile means no password',
    file: 'rule/questions.ts',
    correct: 'loginProfile: await iam.getLoginProfile(userName) };',
    planted:
      "loginProfile: await iam.getLoginProfile(userName).catch((error) => { if (error.failure === 'denied') return 'none'; throw error; }) };",
  },
  {
    mistake: 'a failed ListUserTags means no tags',
    file: 'rule/questions.ts',
    correct: 'tags: await iam.listUserTags(userName) };',
    planted: 'tags: await iam.listUserTags(userName).catch(() => []) };',
  },
  {
    mistake: 'an unread list of virtual devices means that nobody has one',
    file: 'rule/census.ts',
    correct: 'return { problem: asProblem(error) };\n  }\n}\n\ninterface Root',
    planted: 'return { byUserId: new Map(), problem: asProblem(error) };\n  }\n}\n\ninterface Root',
  },
  {
    mistake: 'an unread group has no members',
    file: 'rule/census.ts',
    correct: 'return { groupName, problem: unreadGroup(groupName, problem) };',
    planted: 'return { groupName, members: new Set(), problem: unreadGroup(groupName, problem) };',
  },
  {
    mistake: 'a group that does not exist is passed over',
    file: 'rule/census.ts',
    correct: 'return { groupName, members: new Set(), problem: unknownGroup(groupName, problem) };',
    planted: 'return { groupName, members: new Set() };',
  },
  {
    mistake: 'the last page of a list is skipped',
    file: 'rule/throttled-client.ts',
    correct: 'items.push(...answer.items);',
    planted: 'if (answer.next !== undefined || sent === undefined) items.push(...answer.items);',
  },
  {
    mistake: 'an empty page is the end of its list',
    file: 'rule/throttled-client.ts',
    correct: 'marker = answer.next;',
    planted: 'marker = answer.items.length === 0 ? undefined : answer.next;',
  },
  {
    mistake: 'IsTruncated of ListMFADevices is ignored',
    file: 'rule/iam-reader.ts',
    correct:
      "client.pages('iam:ListMFADevices', until, (marker, timeoutMs) =>\n        iam.listMfaDevices(userName, marker, timeoutMs),\n      ),",
    planted:
      "client.call('iam:ListMFADevices', until, (timeoutMs) => iam.listMfaDevices(userName, undefined, timeoutMs)).then(({ items }) => items),",
  },
  {
    mistake: 'a call is not tried again',
    file: 'rule/throttled-client.ts',
    correct: 'const ATTEMPTS = 5;',
    planted: 'const ATTEMPTS = 1;',
  },
  {
    mistake: 'a throttled call is given up after five attempts',
    file: 'rule/throttled-client.ts',
    correct: "failures += error.failure === 'transient' ? 1 : 0;",
    planted: 'failures += 1;',
  },
  {
    mistake: 'a call may last longer than there is time',
    file: 'rule/throttled-client.ts',
    correct: 'send(Math.min(ATTEMPT_MS, until - began))',
    planted: 'send(ATTEMPT_MS)',
  },
  {
    mistake: 'no time is kept back for the confirmation and the submission',
    file: 'rule/deadlines.ts',
    correct: 'const reserved = Math.min(time / 2, Math.max(time * RESERVED_SHARE, LEAST_RESERVED_MS));',
    planted: 'const reserved = 0;',
  },
  {
    mistake: 'names are not confirmed',
    file: 'lambda/evaluate.ts',
    correct: 'await confirm(calls.confirmation, census, outcomes);',
    planted: '{ ...(await confirm(calls.confirmation, census, outcomes)), outcomes };',
  },
  {
    mistake: 'names are confirmed without ids',
    file: 'rule/confirm.ts',
    correct: 'const name = names.get(user.userId);',
    planted: 'const name = [...names.values()].find((candidate) => candidate === user.userName);',
  },
  {
    mistake: 'an unread second list of users makes everybody gone',
    file: 'rule/confirm.ts',
    correct: 'return { ...census, outcomes: withheld, problems: [...problems, problem] };',
    planted:
      "return { ...census, outcomes: outcomes.map(({ user }) => ({ status: 'gone', user })), listedAtTheEnd: new Set(), problems: [...problems, problem] };",
  },
  {
    mistake: 'a user that takes the name of a deleted one is passed over',
    file: 'rule/confirm.ts',
    correct: 'outcomes: [...confirmed, ...replacements(confirmed, users)],',
    planted: 'outcomes: confirmed,',
  },
  {
    mistake: 'history that could not be read counts as read',
    file: 'lambda/history.ts',
    correct: 'problem: unreadHistory(asProblem(error)) })',
    planted: 'results: byKey(read) })',
  },
  {
    mistake: 'part of the history counts as all of it',
    file: 'lambda/history.ts',
    correct: 'problem: unreadHistory(asProblem(error)) })',
    planted: 'results: byKey(read), problem: unreadHistory(asProblem(error)) })',
  },
  {
    mistake: 'questions wait for a history that never comes',
    file: 'lambda/history.ts',
    correct: 'if (failures === PATIENCE) onPatienceLost();',
    planted: '',
  },
  {
    mistake: 'any held result settles its user',
    file: 'lambda/history.ts',
    correct: 'hasResultOfThisRun: (user) => timestampOf(user) === thisRun,',
    planted: 'hasResultOfThisRun: (user) => timestampOf(user) !== undefined,',
  },
  {
    mistake: 'a repeated delivery asks about everybody again',
    file: 'rule/judge-users.ts',
    correct: 'const isSettled = results?.hasResultOfThisRun(user) === true;',
    planted: 'const isSettled = false;',
  },
  {
    mistake: 'the next run does not begin with those left out',
    file: 'lambda/history.ts',
    correct: '.sort((a, b) => (a.since === b.since ? 0 : a.since - b.since))',
    planted: '',
  },
  {
    mistake: 'users that are gone keep their results',
    file: 'rule/core/to-evaluations.ts',
    correct: "if (resourceType === 'AWS::IAM::User' && listedAtTheEnd?.has(resourceId) === false) {",
    planted: 'if (false) {',
  },
  {
    mistake: 'report changes leaves out what differs in its annotation alone',
    file: 'rule/core/to-evaluations.ts',
    correct:
      'return result.compliance === evaluation.compliance && result.annotation === evaluation.annotation;',
    planted: 'return result.compliance === evaluation.compliance;',
  },
  {
    mistake: 'FailedEvaluations are dropped',
    file: 'lambda/submit.ts',
    correct: 'if (failed.length === 0) return',
    planted: 'if (failed.length >= 0) return',
  },
  {
    mistake: 'a batch holds 101 evaluations',
    file: 'lambda/submit.ts',
    correct: 'const BATCH = 100;',
    planted: 'const BATCH = 101;',
  },
  {
    mistake: 'a refused batch ends the submission',
    file: 'lambda/submit.ts',
    correct: 'const problem = asProblem(error);',
    planted: 'throw error; const problem = asProblem(error);',
  },
  {
    mistake: 'an annotation is as long as it comes',
    file: 'rule/core/annotation.ts',
    correct: 'if (text.length <= ANNOTATION_LIMIT) return text;',
    planted: 'return text;',
  },
  {
    mistake: 'a root user that could not be read has neither password nor MFA',
    file: 'rule/census.ts',
    correct: 'return { problem: asProblem(error) };\n  }\n}\n\ninterface Group',
    planted: 'return { verdict: judgeRoot({ password: false, mfa: false }) };\n  }\n}\n\ninterface Group',
  },
  {
    mistake: 'the error at the end is swallowed',
    file: 'lambda/evaluate.ts',
    correct: 'if (failure !== undefined) throw failure;',
    planted: '',
  },
];
