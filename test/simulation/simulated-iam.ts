import type { ListedUser, LoginProfile, Tag } from '../../rule/core/known-user';
import type { MfaDevice } from '../../rule/core/mfa-device';
import type { RootSummary } from '../../rule/core/root';
import type { AssignedDevice, IamApi, Page } from '../../rule/ports';
import type { AccountHistory, TrueUser } from './account-history';
import type { AnswersAboutUser } from './answers';
import type { DeliveryRecord } from './delivery-record';
import { type Chain, type Entry, Pages } from './pages';
import { ACCOUNT_ID, type Action, type Scenario } from './scenario';
import type { Wire } from './wire';

/** A request for one page, as it reaches IAM. */
interface Listing<Item> {
  readonly action: Action;
  /** The user or group it names. */
  readonly name?: string;
  readonly about?: string | undefined;
  readonly pages: Pages<Item>;
  readonly stage?: Chain<Item>['stage'];
  readonly list: readonly Entry<Item>[] | 'missing';
  readonly onPage?: (items: readonly Item[]) => void;
  readonly onComplete: (chain: Chain<Item>) => void;
  readonly onMissing?: () => void;
}

/** IAM as a run meets it. It answers from the true state at that moment, and puts on record what it has answered. */
export class SimulatedIam implements IamApi {
  readonly #users: Pages<ListedUser>;
  readonly #virtualDevices: Pages<AssignedDevice>;
  readonly #devices: Pages<MfaDevice>;
  readonly #tags: Pages<Tag>;
  readonly #members: Pages<string>;

  constructor(
    private readonly scenario: Scenario,
    private readonly account: AccountHistory,
    private readonly wire: Wire,
    private readonly now: () => number,
    private readonly delivery: () => DeliveryRecord,
  ) {
    const { pageSizes } = scenario;
    this.#users = new Pages(pageSizes.users);
    this.#virtualDevices = new Pages(pageSizes.virtualDevices);
    this.#devices = new Pages(pageSizes.devices);
    this.#tags = new Pages(pageSizes.tags);
    this.#members = new Pages(pageSizes.members);
  }

  listUsers(marker: string | undefined, timeoutMs: number): Promise<Page<ListedUser>> {
    const delivery = this.delivery();
    const stage = delivery.beginning === undefined ? 'beginning' : 'end';
    return this.#list(marker, timeoutMs, () => ({
      action: 'iam:ListUsers',
      pages: this.#users,
      stage,
      list: this.#listed(stage).map((user) => ({ key: user.userName, item: user })),
      onPage: (users) => {
        for (const { userId, userName, path } of users) delivery.answers.list(userId, userName, path);
      },
      onComplete: ({ items }) => delivery.listed(stage, items),
    }));
  }

  #listed(stage: 'beginning' | 'end'): readonly ListedUser[] {
    return this.#visible(stage).map(({ userId, userName, path }) => ({ userId, userName, path }));
  }

  #visible(stage: 'beginning' | 'end'): readonly TrueUser[] {
    if (!this.wire.faulty) return this.account.users;
    const { lag } = this.scenario;
    if (stage === 'beginning') return this.account.usersBefore(lag.beginning);
    const youngest = this.now() - lag.end;
    return this.account.users.filter(({ createdAt }) => createdAt <= youngest);
  }

  listVirtualMfaDevices(marker: string | undefined, timeoutMs: number): Promise<Page<AssignedDevice>> {
    const { virtualDevices } = this.delivery().answers;
    return this.#list(marker, timeoutMs, () => ({
      action: 'iam:ListVirtualMFADevices',
      pages: this.#virtualDevices,
      list: this.#assigned().map((device) => ({ key: device.serialNumber, item: device })),
      onPage: (devices) => virtualDevices.show(devices.map(({ userId }) => userId)),
      onComplete: ({ items }) => virtualDevices.end(items.map(({ userId }) => userId)),
    }));
  }

  #assigned(): readonly AssignedDevice[] {
    const serialNumber = `arn:aws:iam::${ACCOUNT_ID}:mfa/root-account-mfa-device`;
    const ofUsers = this.account.users.flatMap(({ userId, serialNumbers }) =>
      serialNumbers
        .filter((serial) => serial.includes(':mfa/'))
        .map((serial) => ({ userId, serialNumber: serial })),
    );
    return this.scenario.root.mfa ? [...ofUsers, { userId: ACCOUNT_ID, serialNumber }] : ofUsers;
  }

  getLoginProfile(userName: string, timeoutMs: number): Promise<LoginProfile | 'none'> {
    const { answers } = this.delivery();
    return this.wire.send(timeoutMs, () => {
      const user = this.account.byName(userName);
      return {
        action: 'iam:GetLoginProfile',
        about: user?.userId,
        sent: `iam:GetLoginProfile ${userName}`,
        serve: () => user?.loginProfile ?? 'none',
        onDelivered: (answer) => {
          if (user !== undefined) answers.about(user.userId).loginProfiles.push(answer);
        },
      };
    });
  }

  listMfaDevices(userName: string, marker: string | undefined, timeoutMs: number): Promise<Page<MfaDevice>> {
    return this.#listAboutUser(userName, marker, timeoutMs, (user) => ({
      action: 'iam:ListMFADevices',
      pages: this.#devices,
      list: user?.serialNumbers.map((serialNumber) => ({ key: serialNumber, item: { serialNumber } })),
      onComplete: (about, devices) => about.devices.push(devices.map(({ serialNumber }) => serialNumber)),
    }));
  }

  listUserTags(userName: string, marker: string | undefined, timeoutMs: number): Promise<Page<Tag>> {
    return this.#listAboutUser(userName, marker, timeoutMs, (user) => ({
      action: 'iam:ListUserTags',
      pages: this.#tags,
      list: user?.tags.map((tag) => ({ key: tag.key, item: tag })),
      onComplete: (about, tags) => about.tags.push(tags),
    }));
  }

  #listAboutUser<Item>(
    userName: string,
    marker: string | undefined,
    timeoutMs: number,
    listing: (user: TrueUser | undefined) => {
      readonly action: Action;
      readonly pages: Pages<Item>;
      readonly list: readonly Entry<Item>[] | undefined;
      readonly onComplete: (about: AnswersAboutUser, items: readonly Item[]) => void;
    },
  ): Promise<Page<Item>> {
    const { answers } = this.delivery();
    return this.#list(marker, timeoutMs, () => {
      const user = this.account.byName(userName);
      const { action, pages, list, onComplete } = listing(user);
      return {
        action,
        name: userName,
        about: user?.userId,
        pages,
        list: list ?? 'missing',
        onComplete: ({ about, items }) => {
          const [userId, ...others] = about;
          if (userId !== undefined && others.length === 0) onComplete(answers.about(userId), items);
        },
      };
    });
  }

  getGroup(groupName: string, marker: string | undefined, timeoutMs: number): Promise<Page<string>> {
    const group = this.delivery().answers.group(groupName);
    return this.#list(marker, timeoutMs, () => ({
      action: 'iam:GetGroup',
      name: groupName,
      pages: this.#members,
      list:
        this.account.membersOf(groupName)?.map(({ userId, userName }) => ({ key: userName, item: userId })) ??
        'missing',
      onPage: (ids) => group.show(ids),
      onComplete: ({ items }) => group.end(items),
      onMissing: () => group.isMissing(),
    }));
  }

  getAccountSummary(timeoutMs: number): Promise<RootSummary> {
    const { answers } = this.delivery();
    return this.wire.send(timeoutMs, () => ({
      action: 'iam:GetAccountSummary',
      sent: 'iam:GetAccountSummary',
      serve: () => this.scenario.root,
      onDelivered: (answer) => answers.root.push(answer),
    }));
  }

  #list<Item>(
    marker: string | undefined,
    timeoutMs: number,
    arrive: () => Listing<Item>,
  ): Promise<Page<Item>> {
    return this.wire.send(timeoutMs, () => {
      const { action, name, about, pages, stage, list, onPage, onComplete, onMissing } = arrive();
      const chain = pages.chainOf(marker, stage);
      return {
        action,
        about,
        sent: `${action} ${name} ${stage} ${marker}`,
        serve: (fault) => (list === 'missing' ? list : pages.cut(chain, marker, list, fault === 'emptyPage')),
        onDelivered: (page) => {
          chain.items.push(...page.items);
          chain.about.add(about);
          onPage?.(page.items);
          if (page.next === undefined) onComplete(chain);
        },
        ...(onMissing && { onMissing }),
      };
    });
  }
}
