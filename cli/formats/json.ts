import type { Audit, Result, Row } from '../audit/audit';
import type { Changes } from '../audit/changes';
import { toVisibleJson } from '../text/visible';

/** Of the document that docs/audit.schema.json describes. It changes where a reader of the last one could fail. */
export const SCHEMA_VERSION = 1;

/** The audit as one JSON document. */
export function json(audit: Audit): string {
  const { accountId, partition, region, time, parameters, complete, problems, totals, rows, changes } = audit;
  const { report: _, ...policy } = parameters;
  return toVisibleJson({
    schemaVersion: SCHEMA_VERSION,
    account: accountId,
    partition,
    region,
    time,
    parameters: {
      ...policy,
      exemptionTag: policy.exemptionTag ?? null,
      graceUntil: policy.graceUntil ?? null,
    },
    complete,
    problems: problems.map(({ code, message }) => ({ code, message })),
    totals,
    users: rows.map(user),
    ...(changes && { changes: changesDocument(changes) }),
  });
}

function user({ userName, userId, arn, resourceType, result, annotation }: Row) {
  const { compliance, reason } = result;
  return { userName, userId, arn, resourceType, compliance, reason, annotation, ...details(result) };
}

/** What a result holds beside its reason. */
function details(result: Result): object {
  switch (result.reason) {
    case 'acceptedDevice':
      return { mfaTypes: result.types };
    case 'inGrace':
      return { mfaTypes: result.held, graceEndsAt: result.endsAt };
    case 'noAcceptedDevice': {
      const { held: mfaTypes, graceEndedAt, failedExemption } = result;
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
  return { since, becameCompliant, becameNonCompliant, becameExempt, new: others.new, gone: others.gone };
}
