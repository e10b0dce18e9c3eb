import { formatInstant } from '../../rule/core/calendar';
import type { Audit } from '../audit/report';
import type { FormatChoice } from '../options/format';
import { csvTable } from '../text/csv';
import { visibleLines } from '../text/visible';
import type { Addresses } from './addresses';
import type { Notice } from './notice';

export const NOTICE_FORMATS = { markdown, csv } as const;

export type NoticeFormat = keyof typeof NOTICE_FORMATS;

export const NOTICE_FORMAT_CHOICE: FormatChoice<NoticeFormat> = {
  byExtension: new Map([
    ['.md', 'markdown'],
    ['.csv', 'csv'],
  ]),
  usual: 'markdown',
};

/** To be read by whoever sends them: a table, then the text for each user, to be copied as it is. */
function markdown(audit: Audit, notices: readonly Notice[], { byUserId }: Addresses): string {
  const head = `# MFA notices for account ${audit.accountId}

${formatInstant(audit.time)}: ${count(notices.length)} to set MFA up. Nothing was sent.
`;
  if (notices.length === 0) return head;
  const rows = notices.map(
    ({ userName, userId, due }) => `| \`${userName}\` | ${dueText(due)} | ${byUserId.get(userId) ?? ''} |`,
  );
  const texts = notices.map(
    ({ userName, userId, subject, text }) => `## \`${userName}\`

\`\`\`text
To: ${byUserId.get(userId) ?? ''}
Subject: ${subject}

${text}
\`\`\`
`,
  );
  return visibleLines(
    [head, ['| user | due | address |', '|---|---|---|', ...rows, ''].join('\n'), ...texts].join('\n'),
  );
}

/** For a mail program: one line a user, by RFC 4180. */
function csv(_audit: Audit, notices: readonly Notice[], { byUserId }: Addresses): string {
  const header = ['userName', 'userId', 'address', 'due', 'compliance', 'subject', 'text'];
  const lines = notices.map(({ userName, userId, due, compliance, subject, text }) => [
    userName,
    userId,
    byUserId.get(userId) ?? '',
    dueText(due),
    compliance,
    subject,
    text,
  ]);
  return csvTable([header, ...lines], visibleLines);
}

function dueText(due: Notice['due']): string {
  return due === 'now' ? 'now' : formatInstant(due);
}

function count(users: number): string {
  return users === 1 ? '1 user has' : `${users} users have`;
}
