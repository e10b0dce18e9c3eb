import type { Acknowledgment } from 'aws-cdk-lib';
import { Annotations, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import type { IGroup, IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Group, ManagedPolicy, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ConsoleMfaError, quoted } from '../rule/core/errors';
import { parseEnforcementDate } from '../rule/policies/enforcement-date';
import { ACCESS_KEYS_EXEMPT_WARNING, enforcementPolicy } from '../rule/policies/enforcement-policy';
import {
  anyVirtualDevice,
  localDevelopment,
  ownUser,
  ownVirtualDevices,
} from '../rule/policies/own-resources';
import type { PolicyDocument as Document } from '../rule/policies/policy-document';
import { selfServicePolicy } from '../rule/policies/self-service-policy';

/** Properties of `ConsoleMfaSelfService`. */
export interface ConsoleMfaSelfServiceProps {
  /**
   * The name of the group: 1–128 letters, digits and `_+=,.@-`. Under a new name comes a new group without members; the
   * old one stays, without the policies.
   *
   * @default 'console-mfa-self-service'
   */
  readonly groupName?: string;

  /**
   * From when the group's members need MFA for everything but setting it up: a day `YYYY-MM-DD` (from its beginning,
   * UTC) or an instant with its offset, such as `2027-01-31T18:00:00Z`. Nothing has to happen then: attached now, the
   * policy begins to deny by itself. It denies long-term access keys as well, so keep users that are programs out of
   * the group.
   *
   * @default - the members can set MFA up and nothing is enforced
   */
  readonly enforceMfaFrom?: string;

  /**
   * Enforces MFA on sessions in the console and other temporary ones only, and leaves long-term access keys alone.
   *
   * Dangerous: whoever gets hold of a member's access key can then do all that the member may do, the removal of MFA
   * devices and changes of passwords included if other policies allow them. Synthesis warns of it.
   *
   * @default false
   */
  readonly exemptAccessKeys?: boolean;
}

const GROUP_NAME = 'console-mfa-self-service';

/**
 * An IAM group whose members manage their own MFA devices and passwords, and, from a day on, need MFA for everything
 * else. One for an account: IAM is the same in all regions. docs/enforcement.md tells how to go about it.
 *
 * Deleting the stack lifts the enforcement and leaves the group with its members, since IAM deletes no group that has
 * any (docs/decisions/0033-the-group-outlives-the-stack.md).
 */
export class ConsoleMfaSelfService extends Construct {
  /** Add the users to it who are to manage their own MFA. */
  readonly group: IGroup;
  /** What the members may do for themselves. */
  readonly selfServicePolicy: IManagedPolicy;
  /** What the members may not do without MFA; undefined without `enforceMfaFrom`. */
  readonly enforcementPolicy: IManagedPolicy | undefined;

  /**
   * @throws ConsoleMfaError `InvalidEnforcementDate`, `InvalidGroupName`, or `NothingEnforced` for access keys that are
   * exempt from nothing.
   */
  constructor(scope: Construct, id: string, props: ConsoleMfaSelfServiceProps = {}) {
    super(scope, id);
    const { partition } = Stack.of(this);
    const { enforceMfaFrom, exemptAccessKeys = false } = props;
    this.group = this.createGroup(checkedGroupName(props.groupName ?? GROUP_NAME));
    this.selfServicePolicy = this.createPolicy(
      'SelfServicePolicy',
      'A user manages their own MFA devices and password.',
      selfServicePolicy(partition),
    );
    Validations.of(this.selfServicePolicy).acknowledge(...wildcardAcknowledgments(partition));
    if (enforceMfaFrom !== undefined) {
      const enforceFrom = parseEnforcementDate(enforceMfaFrom);
      this.enforcementPolicy = this.createPolicy(
        'EnforcementPolicy',
        'From a day on, a session without MFA can do nothing but set MFA up.',
        enforcementPolicy({ partition, enforceFrom, exemptAccessKeys }),
      );
    }
    if (exemptAccessKeys) this.warnOfAccessKeys();
  }

  private createGroup(groupName: string): Group {
    const group = new Group(this, 'Group', { groupName });
    group.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return group;
  }

  /** Attached from the policy's side, so that deleting the policy detaches it from a group that stays. */
  private createPolicy(id: string, description: string, document: Document): ManagedPolicy {
    return new ManagedPolicy(this, id, {
      description,
      document: PolicyDocument.fromJson(document),
      groups: [this.group],
    });
  }

  private warnOfAccessKeys(): void {
    if (this.enforcementPolicy === undefined) {
      throw new ConsoleMfaError(
        'NothingEnforced',
        'exemptAccessKeys is true but nothing is enforced; set enforceMfaFrom, or leave exemptAccessKeys out',
      );
    }
    Annotations.of(this).addWarningV2('iam-console-mfa:exemptAccessKeys', ACCESS_KEYS_EXEMPT_WARNING);
  }
}

/** The reason for each `*` that the self-service policy grants, as cdk-nag's rule AwsSolutions-IAM5 asks for it. */
function wildcardAcknowledgments(partition: string): readonly Acknowledgment[] {
  const reasons: readonly (readonly [resources: readonly string[], reason: string])[] = [
    [['*'], 'IAM knows no resources for these actions.'],
    [
      ownUser(partition),
      'The user alone, in the only account within reach: no two users of it share a name.',
    ],
    [ownVirtualDevices(partition), "Only devices that bear the user's name, which nobody else has."],
    [
      [anyVirtualDevice(partition)],
      'A new device may have any name, and belongs to nobody until it is enabled.',
    ],
    [[localDevelopment(partition)], 'In every Region, and in the only account that the user can sign in to.'],
  ];
  return reasons.flatMap(([resources, reason]) =>
    resources.map((resource) => ({
      id: `AwsSolutions-IAM5[Resource::${finding(partition, resource)}]`,
      reason,
    })),
  );
}

/** A resource as cdk-nag writes it in a finding's id: what only IAM or the deployment knows is in angle brackets. */
function finding(partition: string, resource: string): string {
  const known = Token.isUnresolved(partition) ? resource.replaceAll(partition, '<AWS::Partition>') : resource;
  return known.replace(/\$\{(aws:\w+)\}/g, '<$1>');
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
function checkedGroupName(name: string): string {
  if (Token.isUnresolved(name) || /^[\w+=,.@-]{1,128}$/.test(name)) return name;
  throw new ConsoleMfaError(
    'InvalidGroupName',
    `groupName is ${quoted(name)}; allowed: 1 to 128 letters, digits and _+=,.@-`,
  );
}
