import { explainExemption } from '../../rule/core/annotation';
import { type MfaDevice, mfaDeviceType } from '../../rule/core/mfa-device';
import { deviceTypesOf } from '../audit/device-types';
import { isOfOrganization, type Report, type Row } from '../audit/report';
import { csvTable } from '../text/csv';

const COLUMNS: Readonly<Record<string, (row: Row) => string>> = {
  userName: ({ userName }) => userName,
  userId: ({ userId }) => userId,
  arn: ({ arn }) => arn,
  compliance: ({ result }) => result.compliance ?? '',
  reason: ({ result }) => result.reason,
  mfaTypes: ({ result }) => deviceTypesOf(result).join(';'),
  graceEndsAt: ({ result }) => (result.reason === 'inGrace' ? result.endsAt.toISOString() : ''),
  exemption: ({ result }) => (result.reason === 'exempt' ? explainExemption(result.exemption) : ''),
  annotation: ({ annotation }) => annotation,
  mfaDevices: ({ devices = [] }) => devices.map(deviceText).join(';'),
};

function deviceText({ serialNumber, enableDate }: MfaDevice): string {
  const type = mfaDeviceType(serialNumber);
  return enableDate === undefined ? type : `${type} since ${enableDate.toISOString()}`;
}

/** What comes before where the audit is of an organization. */
const ACCOUNT_COLUMNS: typeof COLUMNS = {
  accountId: ({ accountId }) => accountId,
  accountName: ({ accountName = '' }) => accountName,
};

/** One line a user after a header, by RFC 4180; compliance is empty for users who could not be read. */
export function csv(report: Report): string {
  const columns = isOfOrganization(report) ? { ...ACCOUNT_COLUMNS, ...COLUMNS } : COLUMNS;
  const lines = report.rows.map((row) => Object.values(columns).map((cell) => cell(row)));
  return csvTable([Object.keys(columns), ...lines]);
}
