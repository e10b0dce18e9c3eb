import type { LoginProfile, Tag } from '../../rule/core/known-user';
import type { RootSummary } from '../../rule/core/root';

/** What IAM has really answered about one user id, every answer on record. */
export interface AnswersAboutUser {
  readonly names: { readonly userName: string; readonly path: string }[];
  readonly loginProfiles: (LoginProfile | 'none')[];
  /** The serial numbers of all devices, from complete lists. */
  readonly devices: (readonly string[])[];
  /** From complete lists. */
  readonly tags: (readonly Tag[])[];
}

/** What a list of user ids has told: the ids shown, and those of each list that was read to its end. */
export class ListAnswers {
  readonly #shown = new Set<string>();
  readonly #complete: ReadonlySet<string>[] = [];
  #missing = false;

  show(userIds: readonly string[]): void {
    for (const userId of userIds) this.#shown.add(userId);
  }

  end(userIds: readonly string[]): void {
    this.#complete.push(new Set(userIds));
  }

  /** IAM knows no such list. */
  isMissing(): void {
    this.#missing = true;
  }

  get wasRead(): boolean {
    return this.#complete.length > 0;
  }

  /** What is told about one id: `true`, `false`, both where the account has changed, or nothing. */
  about(userId: string): readonly boolean[] {
    const absent = this.#missing || this.#complete.some((ids) => !ids.has(userId));
    return [...(this.#shown.has(userId) ? [true] : []), ...(absent ? [false] : [])];
  }
}

/** Everything IAM has answered in the deliveries of one event, by the user it was truly about. */
export class Answers {
  readonly #users = new Map<string, AnswersAboutUser>();
  readonly #groups = new Map<string, ListAnswers>();
  readonly virtualDevices = new ListAnswers();
  readonly root: RootSummary[] = [];
  /** When the deliveries began, in milliseconds since the epoch: the instants that grace may be judged at. */
  readonly instants: number[] = [];

  list(userId: string, userName: string, path: string): void {
    const { names } = this.about(userId);
    if (!names.some((name) => name.userName === userName && name.path === path))
      names.push({ userName, path });
  }

  about(userId: string): AnswersAboutUser {
    const known = this.#users.get(userId) ?? { names: [], loginProfiles: [], devices: [], tags: [] };
    this.#users.set(userId, known);
    return known;
  }

  group(groupName: string): ListAnswers {
    const known = this.#groups.get(groupName) ?? new ListAnswers();
    this.#groups.set(groupName, known);
    return known;
  }
}
