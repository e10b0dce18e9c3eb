import type { Plant } from '../../../simulation/planted/plants';

/** Mistakes that somebody could make when an event becomes a request, or when the policy is interpreted. */
export const PLANTS: readonly Plant[] = [
  {
    mistake: 'aws:ViaAWSService is ignored',
    file: 'rule/rehearsal/caller.ts',
    correct: "if (isService(invokedBy)) return 'true';",
    planted: "if (isService(invokedBy)) return 'false';",
  },
  {
    mistake: 'an access key is treated as a session of the console',
    file: 'rule/rehearsal/caller.ts',
    correct: "return { type: 'access-key', accessKeyId };",
    planted: "return { type: 'session', mfa: false, console: true };",
  },
  {
    mistake: 'a session with MFA by GetSessionToken is forgotten',
    file: 'rule/rehearsal/caller.ts',
    correct: 'if (isTrue(mfaAuthenticated)) return',
    planted: 'if (isTrue(mfaAuthenticated) && console) return',
  },
  {
    mistake: "another user's device is treated as one's own",
    file: 'rule/rehearsal/resource-of.ts',
    correct: 'function existingDevice({ parameters }: Call): Resource {',
    planted:
      'function existingDevice({ user, parameters }: Call): Resource {\n' +
      "  if (user.userName !== '') return user.arn.replace(/:user.*/, ':mfa/') + user.userName;",
  },
  {
    mistake: 'calls that were refused are counted',
    file: 'rule/rehearsal/replay-call.ts',
    correct: "if (isRefusal(errorCode)) return { type: 'refused' };",
    planted: '',
  },
  {
    mistake: 'another user is treated as the caller',
    file: 'rule/rehearsal/resource-of.ts',
    correct: 'if (userName === user.userName) return user.arn;',
    planted: 'if (userName !== "") return user.arn;',
  },
  {
    mistake: 'the console is treated as an AWS service in older events',
    file: 'rule/rehearsal/caller.ts',
    correct: "return invokedBy.startsWith('signin.');",
    planted: "return invokedBy === 'console';",
  },
  {
    mistake: 'what needs no permission is denied',
    file: 'rule/rehearsal/replay-call.ts',
    correct: "new Set(['sts:GetCallerIdentity', 'sts:GetSessionToken'])",
    planted: 'new Set()',
  },
  {
    mistake: 'IfExists is ignored',
    file: 'rule/rehearsal/conditions.ts',
    correct: 'value === null || sameTruth(value, wanted)',
    planted: 'value !== null && sameTruth(value, wanted)',
  },
  {
    mistake: 'Null is the other way round',
    file: 'rule/rehearsal/conditions.ts',
    correct: 'String(value === null)',
    planted: 'String(value !== null)',
  },
  {
    mistake: 'NotAction is read as Action',
    file: 'rule/rehearsal/interpret-policy.ts',
    correct: ': !isOneOf(statement.NotAction)',
    planted: ': isOneOf(statement.NotAction)',
  },
  {
    mistake: 'NotResource is read as Resource',
    file: 'rule/rehearsal/interpret-policy.ts',
    correct: ': not(any(statement.NotResource.map(matches)))',
    planted: ': any(statement.NotResource.map(matches))',
  },
  {
    mistake: 'a name is a pattern',
    file: 'rule/rehearsal/patterns.ts',
    correct: 'source += escaped(value);',
    planted: 'source += value;',
  },
  {
    mistake: 'names in another case are the same',
    file: 'rule/rehearsal/patterns.ts',
    correct: "$`, 's').test(resource)",
    planted: "$`, 'si').test(resource)",
  },
  {
    mistake: 'a name at the beginning of another is the same',
    file: 'rule/rehearsal/patterns.ts',
    correct: "$`, 's').test(resource)",
    planted: "`, 's').test(resource)",
  },
  {
    mistake: 'every event is before the date',
    file: 'rule/rehearsal/conditions.ts',
    correct: 'return Date.parse(value) < Date.parse(wanted);',
    planted: 'return Date.parse(value) > Date.parse(wanted);',
  },
];
