import * as v from 'valibot';
import type { Account } from '../account/account';
import type { Requested } from '../authorize';
import { checked } from '../deploy/template';
import { quoted, ServiceError } from '../errors';
import type { ScheduledCall } from '../events/schedules';
import { DeployedStackSet, type StackInstanceChange, type StackSetSettings } from './deployed-stack-set';

/** The input of CreateStackInstances, for a stack set with service-managed permissions. */
const createStackInstances = v.object({
  StackSetName: v.string(),
  DeploymentTargets: v.object({ OrganizationalUnitIds: v.array(v.string()) }),
  Regions: v.array(v.string()),
  CallAs: v.optional(v.picklist(['SELF', 'DELEGATED_ADMIN']), 'SELF'),
  OperationId: v.pipe(v.string(), v.regex(/^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/)),
});

/** The stack sets that an account administers, and the call to them that a schedule can make. */
export class StackSets {
  readonly all: DeployedStackSet[] = [];
  readonly #account: Account;
  readonly #onChange: (change: StackInstanceChange) => void;
  readonly #operationIds = new Set<string>();

  /** @param onChange told of every change of a stack instance's status */
  constructor(account: Account, onChange: (change: StackInstanceChange) => void) {
    this.#account = account;
    this.#onChange = onChange;
  }

  create(settings: StackSetSettings): DeployedStackSet {
    const stackSet = new DeployedStackSet(this.#account, settings, this.#onChange);
    this.all.push(stackSet);
    return stackSet;
  }

  /**
   * CreateStackInstances. Repeated with a new operation ID it tries the instances again whose status is OUTDATED.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackInstances.html
   */
  get createStackInstances(): ScheduledCall {
    return {
      requested: (input) => this.#requested(parsed(input)),
      call: async (input) => {
        const { StackSetName, OperationId } = parsed(input);
        const stackSet = this.#named(StackSetName);
        if (this.#operationIds.has(OperationId)) {
          throw new ServiceError('OperationIdAlreadyExistsException', `${quoted(OperationId)} is taken`, 409);
        }
        this.#operationIds.add(OperationId);
        await stackSet.retryOutdated();
      },
    };
  }

  /** AWS does not say which of the resource types of this action it checks when; here, all of them always. */
  #requested({ StackSetName, DeploymentTargets }: v.InferOutput<typeof createStackInstances>): Requested[] {
    const { stackSetId, stackSetArn, settings } = this.#named(StackSetName);
    const { partition, region, accountId } = this.#account;
    const arn = (resource: string) => `arn:${partition}:cloudformation:${region}:${accountId}:${resource}`;
    const targets = DeploymentTargets.OrganizationalUnitIds.map((unit) =>
      arn(`stackset-target/${stackSetId}/${unit}`),
    );
    const types = settings.resourceTypes.map((type) => arn(`type/resource/${type.replaceAll('::', '-')}`));
    return [
      { action: 'cloudformation:CreateStackInstances', resources: [stackSetArn, ...targets, ...types] },
    ];
  }

  #named(nameOrId: string): DeployedStackSet {
    const named = this.all.find(
      ({ stackSetId, settings }) => nameOrId === stackSetId || nameOrId === settings.stackSetName,
    );
    if (named !== undefined) return named;
    throw new ServiceError('StackSetNotFoundException', `StackSet ${quoted(nameOrId)} not found`, 404);
  }
}

function parsed(input: unknown): v.InferOutput<typeof createStackInstances> {
  return checked(createStackInstances, input, 'InvalidInput', 'the input of CreateStackInstances');
}
