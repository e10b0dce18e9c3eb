import type { ConsoleMfaError } from '../../rule/core/errors';
import { mfaDeviceType } from '../../rule/core/mfa-device';
import {
  type AccountName,
  type AccountOutcome,
  type Change,
  type Changes,
  isOfOrganization,
  type OrganizationAudit,
  type Report,
  type Result,
  type Row,
  SCHEMA_VERSION,
} from '../audit/report';
import { toVisibleJson } from '../text/visible';

/** The audit as one JSON document. */
export function json(report: Report): string {
  const { partition, region, time, parameters, complete, problems, totals, rows, changes } = report;
  const { report: _, ...policy } = parameters;
  return toVisibleJson({
    schemaVersion: SCHEMA_VERSION,
    ...(isOfOrganization(report) ? organizationMembers(report) : { account: report.accountId }),
    partition,
    region,
    time,
    parameters: {
      ...policy,
      exemptionTag: policy.exemptionTag ?? null,
      graceUntil: policy.graceUntil ?? null,
    },
    complete,
    problems: problems.map(problem),
    totals,
    users: rows.map(user),
    ...(changes && { changes: changesDocument(changes) }),
  });
}

/** What stands in the place of the one account. */
function organizationMembers({ organizationId, managementAccountId, accounts, skipped }: OrganizationAudit) {
  return {
    organization: { id: organizationId, managementAccount: managementAccountId },
    accounts: accounts.map(account),
    skipped: skipped.map(({ reason, ...name }) => ({ ...accountMembers(name), reason })),
  };
}

function account(outcome: AccountOutcome) {
  const { status } = outcome;
  if (status === 'unread') return { ...accountMembers(outcome), status, error: problem(outcome.error) };
  const { time, callerArn: readBy, complete, totals } = outcome;
  return { ...accountMembers(outcome), status, time, readBy, complete, totals };
}

function problem({ code, message }: ConsoleMfaError) {
  return { code, message };
}

/** Only where there may be several. */
function accountMembers({
  accountId,
  accountName,
}: { readonly [Member in keyof AccountName]?: string | undefined }) {
  return accountName === undefined ? {} : { account: accountId, accountName };
}

function user(row: Row) {
  const { userName, userId, arn, resourceType, result, annotation } = row;
  const { compliance, reason } = result;
  const member = { userName, userId, arn, resourceType, compliance, reason, annotation };
  return { ...accountMembers(row), ...member, ...details(result), ...deviceMembers(row) };
}

/** Only where IAM was asked for them. */
function deviceMembers({ devices }: Row) {
  if (devices === undefined) return {};
  return {
    mfaDevices: devices.map(({ serialNumber, enableDate = null }) => ({
      type: mfaDeviceType(serialNumber),
      serialNumber,
      enableDate,
    })),
  };
}

/** What a result holds beside its reason. */
function details(result: Result): object {
  switch (result.reason) {
    case 'acceptedDevice':
      return { mfaTypes: result.types };
    case 'inGrace':
      return { mfaTypes: result.deviceTypes, graceEndsAt: result.endsAt };
    case 'noAcceptedDevice': {
      const { deviceTypes: mfaTypes, graceEndedAt, failedExemption } = result;
      return { mfaTypes, ...(graceEndedAt && { graceEndedAt }), ...(failedExemption && { failedExemption }) };
    }
    case 'exempt':
      return { exemption: result.exemption };
    case 'unread':
      return { error: result.error.code };
    case 'noPassword':
    case 'mfa':
    case 'noMfa':
      return {};
  }
}

function changesDocument({ since, becameCompliant, becameNonCompliant, becameExempt, ...others }: Changes) {
  return {
    since,
    becameCompliant: becameCompliant.map(change),
    becameNonCompliant: becameNonCompliant.map(change),
    becameExempt: becameExempt.map(change),
    new: others.new.map(change),
    gone: others.gone.map(change),
  };
}

function change({ accountId, accountName, ...user }: Change) {
  return { ...accountMembers({ accountId, accountName }), ...user };
}
