import type { Asker } from './ask';
import { AwsCallError, asProblem, ConsoleMfaError, quoted } from './core/errors';
import type { KnownUser, ListedUser } from './core/known-user';
import { mfaDeviceType } from './core/mfa-device';
import type { RuleParameters } from './core/rule-parameters';
import type { Iam } from './ports';

/** The users of the account with all that bulk lists tell of them, and what went wrong without costing anybody. */
export interface Census {
  readonly users: readonly KnownUser[];
  readonly problems: readonly ConsoleMfaError[];
}

/**
 * Takes the bulk lists side by side: users, assigned virtual devices, members of the exempt groups.
 *
 * @throws AwsCallError or ConsoleMfaError `OutOfTime` where the users themselves cannot be listed. A list of devices
 * or members that cannot be read is a problem of the run, and leaves those facts open.
 */
export async function takeCensus(
  iam: Iam,
  asker: Asker,
  parameters: RuleParameters,
  until: number,
): Promise<Census> {
  const lists = [
    // Without the users the other lists are for nothing.
    listUsers(iam, asker, until).catch((error: unknown) => {
      asker.stop();
      throw error;
    }),
    assignedVirtualDevices(iam, asker, until),
    Promise.all(parameters.exemptGroups.map((groupName) => membersOf(iam, asker, groupName, until))),
  ] as const;
  await Promise.allSettled(lists);
  const [listed, devices, groups] = await Promise.all(lists);
  const unreadGroups = groups.filter((group) => group.members === undefined).map((group) => group.groupName);
  const users = listed.map((user): KnownUser => {
    const virtualDevice = devices.owners.has(user.userId) || (devices.complete ? false : undefined);
    return {
      ...user,
      exemptGroups: groups.filter((group) => group.members?.has(user.userId)).map((group) => group.groupName),
      unreadGroups,
      ...(virtualDevice !== undefined && { virtualDevice }),
    };
  });
  const problems = [devices.problem, ...groups.map((group) => group.problem)];
  return { users, problems: problems.filter((problem) => problem !== undefined) };
}

/** All users, each once: a list that changes between two of its pages may show one twice. */
export async function listUsers(iam: Iam, asker: Asker, until: number): Promise<readonly ListedUser[]> {
  const users = await asker.askPages('iam:ListUsers', until, (marker, timeoutMs) =>
    iam.listUsers(marker, timeoutMs),
  );
  return [...new Map(users.map((user) => [user.userId, user])).values()];
}

interface VirtualDevices {
  /** The ids of users that hold one. */
  readonly owners: ReadonlySet<string>;
  /** Whether whoever is not among them holds none. */
  readonly complete: boolean;
  readonly problem?: ConsoleMfaError;
}

async function assignedVirtualDevices(iam: Iam, asker: Asker, until: number): Promise<VirtualDevices> {
  const owners = new Set<string>();
  const action = 'iam:ListVirtualMFADevices';
  try {
    await asker.askPages(
      action,
      until,
      (marker, timeoutMs) => iam.listVirtualMfaDevices(marker, timeoutMs),
      (page) => {
        for (const device of page) {
          if (mfaDeviceType(device.serialNumber) === 'virtual') owners.add(device.userId);
        }
      },
    );
    return { owners, complete: true };
  } catch (error) {
    return { owners, complete: false, problem: asProblem(error) };
  }
}

interface Group {
  readonly groupName: string;
  /** The ids of its members; absent where they could not be read. A group that does not exist has none. */
  readonly members?: ReadonlySet<string>;
  readonly problem?: ConsoleMfaError;
}

export async function membersOf(iam: Iam, asker: Asker, groupName: string, until: number): Promise<Group> {
  try {
    const ids = await asker.askPages('iam:GetGroup', until, (marker, timeoutMs) =>
      iam.getGroup(groupName, marker, timeoutMs),
    );
    return { groupName, members: new Set(ids) };
  } catch (error) {
    const problem = asProblem(error);
    if (!(problem instanceof AwsCallError && problem.failure === 'missing')) {
      return { groupName, problem: unreadGroup(groupName, problem) };
    }
    return { groupName, members: new Set(), problem: unknownGroup(groupName, problem) };
  }
}

function unknownGroup(groupName: string, cause: ConsoleMfaError): ConsoleMfaError {
  const message = `IAM knows no group ${quoted(groupName)}, so it exempts nobody; correct exemptGroups or create the group`;
  return new ConsoleMfaError('UnknownExemptGroup', message, { cause });
}

function unreadGroup(groupName: string, cause: ConsoleMfaError): ConsoleMfaError {
  const message = `the members of the exempt group ${quoted(groupName)} could not be read: ${cause.message}`;
  return new ConsoleMfaError('UnreadExemptGroup', message, { cause });
}
