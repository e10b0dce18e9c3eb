import {
  CreateLoginProfileCommand,
  DeleteLoginProfileCommand,
  TagUserCommand,
  UntagUserCommand,
} from '@aws-sdk/client-iam';
import fc from 'fast-check';
import { evaluate } from '../../lambda/evaluate';
import type { RunSummary } from '../../rule/core/run-summary';
import { type Account, createAccount, keyOf } from '../../sandbox/account/account';
import { createRule } from '../../sandbox/account/config-rules';
import { startRecording } from '../../sandbox/account/configuration-recorder';
import { shownResults } from '../../sandbox/account/evaluation-results';
import { addToGroup, createGroup, groupNamed, removeFromGroup } from '../../sandbox/account/groups';
import { attachDevice, unassignDevice } from '../../sandbox/account/mfa-devices';
import type { User } from '../../sandbox/account/principals';
import { issueResultToken } from '../../sandbox/account/result-tokens';
import { createUser, deleteUser, userNamed } from '../../sandbox/account/users';
import { ruleEvent } from '../../sandbox/deploy/config-event';
import { inProcessAccount } from '../support/in-process-account';

const DAY = 86_400_000;
const START = new Date('2026-03-01T06:00:00Z');
const NAMES = ['ana', 'ben', 'svc-1', 'dora', 'emil'] as const;

/** One thing that happens to one user. What is there goes, what is not comes. */
const change = fc.record({
  userName: fc.constantFrom(...NAMES),
  of: fc.constantFrom('user', 'user', 'password', 'password', 'device', 'tag', 'group'),
});

type Happening = { readonly userName: string; readonly of: string };

const parameters = fc.record(
  {
    exemptUsers: fc.constantFrom('svc-*', 'ana'),
    exemptPaths: fc.constant('/team/'),
    exemptGroups: fc.constant('exempt'),
    exemptionTag: fc.constant('until'),
    gracePeriodDays: fc.constantFrom('1', '30'),
    graceUntil: fc.constant('2026-03-03'),
    acceptedMfaTypes: fc.constantFrom('virtual', 'fido;sms'),
    includeRoot: fc.constantFrom('true', 'false'),
  },
  { requiredKeys: [] },
);

const history = fc.array(
  fc.record({
    changes: fc.array(change, { maxLength: 6 }),
    parameters,
    deliveries: fc.constantFrom(1, 1, 2),
  }),
  { minLength: 1, maxLength: 6 },
);

class World {
  now = START;
  readonly account: Account;
  readonly #services;
  readonly #rules;

  constructor() {
    const identity = { accountId: '123456789012', partition: 'aws', region: 'us-east-1' };
    this.account = createAccount({ ...identity, seed: 'modes', createDate: START });
    startRecording(this.account);
    createGroup(this.account, 'exempt', '/', START);
    this.#services = inProcessAccount(this.account, () => this.now);
    this.#rules = { all: this.#rule('all'), changes: this.#rule('changes') };
  }

  #rule(configRuleName: string) {
    return createRule(this.account, {
      configRuleName,
      description: undefined,
      functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:rule',
      maximumExecutionFrequency: 'TwentyFour_Hours',
      inputParameters: undefined,
    });
  }

  async happen({ userName, of }: Happening): Promise<void> {
    const user = this.account.users.byKey(keyOf(userName));
    if (user === undefined) {
      const path = userName === 'dora' ? '/team/' : '/';
      createUser(this.account, { userName, path, tags: [] }, this.now);
    } else if (of === 'user') {
      // IAM deletes a user only after all that belongs to it.
      if (user.mfaDevices.length > 0) this.#toggleDevice(user);
      if (user.loginProfile !== undefined) await this.#togglePassword(user);
      if (user.groupIds.length > 0) this.#toggleMembership(userNamed(this.account, userName));
      deleteUser(this.account, userNamed(this.account, userName));
    } else if (of === 'password') await this.#togglePassword(user);
    else if (of === 'tag') await this.#toggleTag(user);
    else if (of === 'device') this.#toggleDevice(user);
    else this.#toggleMembership(user);
  }

  async #togglePassword({ userName: UserName, loginProfile }: User): Promise<void> {
    const change =
      loginProfile === undefined
        ? new CreateLoginProfileCommand({ UserName, Password: 'Correct-horse-1' })
        : new DeleteLoginProfileCommand({ UserName });
    await this.#services.send(change);
  }

  async #toggleTag({ userName: UserName, tags }: User): Promise<void> {
    const change =
      tags.length === 0
        ? new TagUserCommand({ UserName, Tags: [{ Key: 'until', Value: '2026-03-04' }] })
        : new UntagUserCommand({ UserName, TagKeys: ['until'] });
    await this.#services.send(change);
  }

  #toggleDevice(user: User): void {
    const [device] = user.mfaDevices;
    if (device === undefined) attachDevice(this.account, user, { type: 'fido', name: 'key' }, this.now);
    else unassignDevice(this.account, user, device);
  }

  #toggleMembership(user: User): void {
    const group = groupNamed(this.account, 'exempt');
    if (user.groupIds.includes(group.groupId)) removeFromGroup(this.account, group, user);
    else addToGroup(this.account, group, user);
  }

  async evaluate(report: 'all' | 'changes', inputs: object, deliveries: number): Promise<RunSummary[]> {
    const rule = { ...this.#rules[report], inputParameters: JSON.stringify({ ...inputs, report }) };
    const event = ruleEvent(this.account, rule, issueResultToken(this.account, rule, this.now), this.now);
    const clock = { now: () => this.now.getTime(), sleep: async () => {}, random: () => 0.5 };
    const summaries: RunSummary[] = [];
    for (let delivery = 0; delivery < deliveries; delivery++) {
      const { iam, config } = this.#services;
      const onSummary = (summary: RunSummary) => summaries.push(summary);
      const deadline = this.now.getTime() + 60_000;
      await evaluate(event, { iam, config, clock, deadline, onSummary });
    }
    return summaries;
  }

  held(report: 'all' | 'changes') {
    return shownResults(this.account.config, this.#rules[report])
      .map(({ resourceType, resourceId, compliance, annotation }) => ({
        resourceType,
        resourceId,
        compliance,
        annotation,
      }))
      .sort((a, b) => a.resourceId.localeCompare(b.resourceId));
  }
}

test('report: all and report: changes hold the same results whatever happens to users, parameters and exemptions', async () => {
  const property = fc.asyncProperty(history, async (steps) => {
    const world = new World();
    for (const step of steps) {
      world.now = new Date(world.now.getTime() + DAY);
      for (const happening of step.changes) await world.happen(happening);
      await world.evaluate('all', step.parameters, step.deliveries);
      await world.evaluate('changes', step.parameters, step.deliveries);
      expect(world.held('changes')).toEqual(world.held('all'));
    }
  });
  await fc.assert(property, { numRuns: 300 });
});

test('report: changes submits nothing when nothing has changed, and report: all everything', async () => {
  const world = new World();
  await world.happen({ userName: 'ana', of: 'user' });
  await world.happen({ userName: 'ben', of: 'user' });
  await world.evaluate('changes', {}, 1);
  world.now = new Date(world.now.getTime() + DAY);
  const [again] = await world.evaluate('changes', {}, 1);
  expect(again).toMatchObject({ submitted: 0, calls: { 'config:PutEvaluations': 1 } });
  await world.evaluate('all', {}, 1);
  world.now = new Date(world.now.getTime() + DAY);
  const [all] = await world.evaluate('all', {}, 1);
  expect(all).toMatchObject({ submitted: 2 });
});
