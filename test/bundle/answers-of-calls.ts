import type { AnsweredCall } from '../../sandbox/call-log';
import { Answers } from '../simulation/answers';
import { PageChains, type PageEnd } from './page-chains';

/** The users that a list of ListUsers showed: names by id. */
export type ListOfUsers = ReadonlyMap<string, string>;

interface Identified {
  readonly UserId?: string;
  readonly UserName?: string;
  readonly Path?: string;
}

/** What the actions answer that the rule uses. */
interface Output extends PageEnd {
  readonly Users?: readonly Identified[];
  readonly VirtualMFADevices?: readonly { readonly User?: Identified }[];
  readonly MFADevices?: readonly { readonly SerialNumber?: string }[];
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
  readonly LoginProfile?: { readonly CreateDate?: Date };
  readonly SummaryMap?: { readonly AccountPasswordPresent?: number; readonly AccountMFAEnabled?: number };
}

const newChains = () => ({
  users: new PageChains<Identified>(),
  ids: new PageChains<string>(),
  members: new PageChains<string>(),
  devices: new PageChains<string>(),
  tags: new PageChains<{ readonly key: string; readonly value: string }>(),
});

/** Reads from the sandbox's call log what IAM has answered in the deliveries of one event. */
export class AnswersOfCalls {
  readonly answers = new Answers();
  #lists: ListOfUsers[] = [];
  #chains = newChains();

  /** The complete lists of users since the last turn, in their order. */
  get lists(): readonly ListOfUsers[] {
    return this.#lists;
  }

  /** Begins another delivery, at an instant in milliseconds since the epoch. */
  turn(instant: number): void {
    this.answers.instants.push(instant);
    this.#lists = [];
    this.#chains = newChains();
  }

  take(call: AnsweredCall): void {
    if (call.service !== 'iam') return;
    if (call.errorCode === 'NoSuchEntity') this.#takeMissing(call);
    else if (call.output !== undefined) this.#takeAnswer(call, Object(call.output));
  }

  #takeMissing(call: AnsweredCall): void {
    if (call.action === 'GetGroup') this.answers.group(groupNameIn(call)).isMissing();
    if (call.action === 'GetLoginProfile' && call.userId !== undefined) {
      this.answers.about(call.userId).loginProfiles.push('none');
    }
  }

  #takeAnswer(call: AnsweredCall, output: Output): void {
    switch (call.action) {
      case 'ListUsers':
        this.#takeUsers(call, output);
        break;
      case 'ListVirtualMFADevices': {
        const ids = (output.VirtualMFADevices ?? []).map(({ User }) => User?.UserId ?? '');
        this.answers.virtualDevices.show(ids);
        for (const all of this.#chains.ids.take(call, output, ids)) this.answers.virtualDevices.end(all);
        break;
      }
      case 'GetGroup': {
        const group = this.answers.group(groupNameIn(call));
        const ids = (output.Users ?? []).map(({ UserId = '' }) => UserId);
        group.show(ids);
        for (const all of this.#chains.members.take(call, output, ids)) group.end(all);
        break;
      }
      case 'GetAccountSummary': {
        const { AccountPasswordPresent = 0, AccountMFAEnabled = 0 } = output.SummaryMap ?? {};
        this.answers.root.push({ password: AccountPasswordPresent > 0, mfa: AccountMFAEnabled > 0 });
        break;
      }
      default:
        if (call.userId !== undefined) this.#takeAnswerAbout(call.userId, call, output);
    }
  }

  #takeUsers(call: AnsweredCall, output: Output): void {
    const users = output.Users ?? [];
    for (const { UserId = '', UserName = '', Path = '' } of users) this.answers.list(UserId, UserName, Path);
    for (const all of this.#chains.users.take(call, output, users)) {
      this.#lists.push(new Map(all.map(({ UserId = '', UserName = '' }) => [UserId, UserName])));
    }
  }

  #takeAnswerAbout(userId: string, call: AnsweredCall, output: Output): void {
    const about = this.answers.about(userId);
    const createDate = output.LoginProfile?.CreateDate;
    if (createDate !== undefined) about.loginProfiles.push({ createDate });
    if (output.MFADevices !== undefined) {
      const serialNumbers = output.MFADevices.map(({ SerialNumber = '' }) => SerialNumber);
      about.devices.push(...this.#chains.devices.take(call, output, serialNumbers));
    }
    if (output.Tags !== undefined) {
      const tags = output.Tags.map(({ Key: key = '', Value: value = '' }) => ({ key, value }));
      about.tags.push(...this.#chains.tags.take(call, output, tags));
    }
  }
}

function groupNameIn({ input }: AnsweredCall): string {
  const { GroupName: groupName = '' }: { readonly GroupName?: string } = Object(input);
  return groupName;
}
