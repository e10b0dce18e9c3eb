import type { ConsoleMfaError } from '../../rule/core/errors';
import type { MfaDevice } from '../../rule/core/mfa-device';
import type { RootVerdict } from '../../rule/core/root';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Compliance, Verdict } from '../../rule/core/verdict';
import type { Identity } from '../aws/account-access';

/** Of the JSON document that docs/audit.schema.json describes. It changes where a reader of the last one could fail. */
export const SCHEMA_VERSION = 1;

/** The root user as IAM's credential report calls it. */
export const ROOT_NAME = '<root_account>';

/** What an audit has found out, of one account or of an organization's: the one thing that every format shows. */
export type Report = Audit | OrganizationAudit;

interface Findings {
  /** E.g. `aws`. */
  readonly partition: string;
  /** The ARN of whoever ran the audit. */
  readonly callerArn: string;
  readonly region: string;
  /** When the audit of the account began: the instant that grace and exemptions were judged at. */
  readonly time: Date;
  readonly parameters: RuleParameters;
  /** Whether everybody has a verdict and nothing else went wrong. */
  readonly complete: boolean;
  /** What went wrong beyond single users. */
  readonly problems: readonly ConsoleMfaError[];
  /** By account; in each the root user first, where it is evaluated, then by user name. */
  readonly rows: readonly Row[];
  readonly totals: Totals;
  /** Absent where there was no earlier audit to compare with. */
  readonly changes?: Changes;
}

/** Of one account. */
export interface Audit extends Findings, Identity {
  /** Whether it is known who there is. */
  readonly usersListed: boolean;
}

/** Of an organization's accounts. It began at `time`, and each account's audit at a time of its own. */
export interface OrganizationAudit extends Findings {
  /** E.g. `o-a1b2c3d4e5`. */
  readonly organizationId: string;
  readonly managementAccountId: string;
  /** By name. */
  readonly accounts: readonly AccountOutcome[];
  /** Those that nobody tried to read. */
  readonly skipped: readonly SkippedAccount[];
}

export type AccountOutcome = AuditedAccount | UnreadAccount;

export interface AccountName {
  readonly accountId: string;
  readonly accountName: string;
}

export interface AuditedAccount
  extends AccountName,
    Pick<Audit, 'callerArn' | 'time' | 'complete' | 'totals'> {
  readonly status: 'audited';
}

/** It could not be entered, or who there is could not be listed. */
export interface UnreadAccount extends AccountName {
  readonly status: 'unread';
  readonly error: ConsoleMfaError;
}

export interface SkippedAccount extends AccountName {
  /** `excluded` by a flag, or the state that AWS Organizations gives, e.g. `SUSPENDED`. */
  readonly reason: string;
}

export function isOfOrganization(report: Report): report is OrganizationAudit {
  return 'organizationId' in report;
}

export function unreadAccounts(report: Report): readonly UnreadAccount[] {
  return isOfOrganization(report) ? report.accounts.filter((account) => account.status === 'unread') : [];
}

/** One user, or the root user. */
export interface Row {
  readonly accountId: string;
  /** Where the audit is of an organization. */
  readonly accountName?: string;
  /** As AWS Config names them; the root user is known by its account. */
  readonly resourceType: 'AWS::IAM::User' | 'AWS::::Account';
  /** `<root_account>` for the root user, as in IAM's credential report; no user can be called that. */
  readonly userName: string;
  /** The user's unique id; the account's for the root user. */
  readonly userId: string;
  readonly path: string;
  readonly arn: string;
  readonly result: Result;
  /** Those that IAM has listed: all, or the virtual ones where those settled the result. Absent where none was asked for. */
  readonly devices?: readonly MfaDevice[];
  /** What AWS Config shows beside the result, or why there is none. */
  readonly annotation: string;
}

export type Result = Verdict | RootVerdict | Unread;

/** The user could not be judged: a fact could not be read, or the name passed to another user. */
export interface Unread {
  readonly compliance: null;
  readonly reason: 'unread';
  readonly error: ConsoleMfaError;
}

/** What is different from an earlier audit. Users are the same who have the same id. */
export interface Changes {
  /** When the earlier audit was taken. */
  readonly since: Date;
  readonly becameCompliant: readonly Change[];
  readonly becameNonCompliant: readonly Change[];
  /** NOT_APPLICABLE now, and was not. */
  readonly becameExempt: readonly Change[];
  readonly new: readonly Change[];
  readonly gone: readonly Change[];
}

/** Of whom; the account is named where there may be several. */
export interface Change extends Partial<AccountName> {
  readonly userName: string;
  readonly userId: string;
  /** Null where the audit could not read it; absent where the user was not there. */
  readonly before?: Compliance | null;
  readonly now?: Compliance | null;
}

/** How many rows there are in each category. */
export interface Totals {
  readonly users: number;
  readonly compliant: number;
  /** Those of the compliant whose grace will end. */
  readonly inGrace: number;
  readonly nonCompliant: number;
  /** The exempt. */
  readonly notApplicable: number;
  readonly unread: number;
}
