import { AwsCallError, asProblem, ConsoleMfaError, quoted } from './core/errors';
import type { KnownUser } from './core/known-user';
import { type MfaDevice, mfaDeviceType } from './core/mfa-device';
import { judgeRoot, type RootVerdict } from './core/root';
import type { RuleParameters } from './core/rule-parameters';
import type { IamReader } from './iam-reader';

/** The account's users with everything that bulk lists say about them. */
export interface Census {
  readonly users: readonly KnownUser[];
  /** Absent when the root user is not evaluated, or could not be read. */
  readonly root?: RootVerdict;
  /** What went wrong beyond single users. */
  readonly problems: readonly ConsoleMfaError[];
}

/**
 * Reads the bulk lists in parallel: users, assigned virtual devices, members of the exempt groups, and the root user's
 * summary.
 *
 * @throws AwsCallError or ConsoleMfaError `OutOfTime` when the users cannot be listed. Another list that cannot be read
 * is a problem of the run, and leaves its facts open.
 */
export async function takeCensus(iam: IamReader, parameters: RuleParameters): Promise<Census> {
  const [listed, devices, root, groups] = await Promise.all([
    iam.listUsers(),
    readVirtualDevices(iam),
    parameters.includeRoot ? readRoot(iam) : undefined,
    Promise.all(parameters.exemptGroups.map((groupName) => readGroup(iam, groupName))),
  ]);
  const unreadGroups = groups
    .filter(({ members }) => members === undefined)
    .map(({ groupName }) => groupName);
  const users = listed.map(
    (user): KnownUser => ({
      ...user,
      exemptGroups: groups
        .filter(({ members }) => members?.has(user.userId))
        .map(({ groupName }) => groupName),
      unreadGroups,
      ...(devices.byUserId !== undefined && virtualDevicesOf(devices.byUserId.get(user.userId))),
    }),
  );
  const problems = [devices, ...groups, ...(root === undefined ? [] : [root])].map(({ problem }) => problem);
  return {
    users,
    ...(root?.verdict !== undefined && { root: root.verdict }),
    problems: problems.filter((problem) => problem !== undefined),
  };
}

interface VirtualDevices {
  /** Absent when the list could not be read to its end. */
  readonly byUserId?: ReadonlyMap<string, readonly MfaDevice[]>;
  readonly problem?: ConsoleMfaError;
}

function virtualDevicesOf(devices: readonly MfaDevice[] = []): Pick<KnownUser, 'virtualDevice' | 'devices'> {
  return { virtualDevice: devices.length > 0, ...(devices.length > 0 && { devices }) };
}

async function readVirtualDevices(iam: IamReader): Promise<VirtualDevices> {
  try {
    const byUserId = new Map<string, MfaDevice[]>();
    for (const { userId, ...device } of await iam.listVirtualMfaDevices()) {
      if (mfaDeviceType(device.serialNumber) !== 'virtual') continue;
      const devices = byUserId.get(userId);
      if (devices === undefined) byUserId.set(userId, [device]);
      else devices.push(device);
    }
    return { byUserId };
  } catch (error) {
    return { problem: asProblem(error) };
  }
}

interface Root {
  readonly verdict?: RootVerdict;
  readonly problem?: ConsoleMfaError;
}

async function readRoot(iam: IamReader): Promise<Root> {
  try {
    return { verdict: judgeRoot(await iam.getAccountSummary()) };
  } catch (error) {
    return { problem: asProblem(error) };
  }
}

interface Group {
  readonly groupName: string;
  /** The ids of its members; absent when they could not be read. A group that does not exist has none. */
  readonly members?: ReadonlySet<string>;
  readonly problem?: ConsoleMfaError;
}

/** An exempt group. */
export async function readGroup(iam: IamReader, groupName: string): Promise<Group> {
  try {
    return { groupName, members: new Set(await iam.getGroup(groupName)) };
  } catch (error) {
    const problem = asProblem(error);
    if (problem instanceof AwsCallError && problem.failure === 'missing') {
      return { groupName, members: new Set(), problem: unknownGroup(groupName, problem) };
    }
    return { groupName, problem: unreadGroup(groupName, problem) };
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
