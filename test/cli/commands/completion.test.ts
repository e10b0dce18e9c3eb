import { execFileSync } from 'node:child_process';
import { CommandLine } from '../../support/cli/fake-shell';

async function scriptFor(shell: string): Promise<string> {
  const line = new CommandLine();
  expect(await line.run('completion', shell)).toBe(0);
  return line.stdout.text;
}

/** What bash offers for the last of some words, by the script itself. */
function offered(script: string, words: readonly string[]): readonly string[] {
  const program = [
    script,
    `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})`,
    `COMP_CWORD=${words.length - 1}`,
    '_iam_console_mfa',
    `printf '%s\\n' "\${COMPREPLY[@]}"`,
  ].join('\n');
  return execFileSync('bash', ['-c', program], { encoding: 'utf8' }).trim().split('\n');
}

test.each([
  [['iam-console-mfa', 'exp'], ['explain']],
  [
    ['iam-console-mfa', 'audit', '--format', ''],
    ['table', 'json', 'csv', 'asff', 'ocsf', 'junit', 'html'],
  ],
  [
    ['iam-console-mfa', 'audit', '-f', 'j'],
    ['json', 'junit'],
  ],
  [
    ['iam-console-mfa', 'audit', '--fail-on', 'n'],
    ['non-compliant', 'never'],
  ],
  [
    ['iam-console-mfa', 'audit', '--grace'],
    ['--grace-period-days', '--grace-until'],
  ],
  [['iam-console-mfa', 'audit', '--from'], ['--from-rule']],
  [['iam-console-mfa', 'explain', '--from'], ['--from-rule']],
  [['iam-console-mfa', 'notify', '--from'], ['--from-rule']],
  [['iam-console-mfa', 'audit', '--since', ''], ['']],
  [['iam-console-mfa', 'reh'], ['rehearse']],
  [['iam-console-mfa', 'rehearse', '--ex'], ['--exempt-access-keys']],
  [['iam-console-mfa', 'rehearse', '--events', ''], ['']],
  [['iam-console-mfa', 'notify', '--reh'], ['--rehearsal']],
  [
    ['iam-console-mfa', 'completion', ''],
    ['bash', 'zsh', 'fish', '--help'],
  ],
])('bash offers after %j', async (words, offers) => {
  expect(offered(await scriptFor('bash'), words)).toEqual(expect.arrayContaining(offers));
});

test('zsh is told descriptions, choices and files, quoted', async () => {
  const script = await scriptFor('zsh');
  expect(script).toMatch(/^#compdef iam-console-mfa\n/);
  expect(script).toContain(
    "'--format[how to write it (default\\: what the name of --output ends with, else table)]:value:(table json csv asff ocsf junit html",
  );
  expect(script).toContain(
    "'--since[compare with an earlier audit, written with --format json]:file:_files'",
  );
  expect(script).toContain(
    "'--events[log files of CloudTrail, or folders of them; - is standard input (default\\: the event history)]:file:_files'",
  );
  expect(script).toContain(
    "'--profile[a profile of the AWS CLI'\\''s configuration (default\\: the AWS SDK'\\''s choice)]:value: '",
  );
});

test('fish is told descriptions, choices and files, quoted', async () => {
  const script = (await scriptFor('fish')).split('\n');
  const audit = "complete -c iam-console-mfa -n '__fish_seen_subcommand_from audit'";
  expect(script).toContain('complete -c iam-console-mfa -f');
  expect(script).toContain(
    `${audit} -l fail-on -x -a 'non-compliant never' -d 'when to end with exit code 1'`,
  );
  expect(script).toContain(
    `${audit} -l since -r -F -d 'compare with an earlier audit, written with --format json'`,
  );
  expect(script).toContain(
    `${audit} -l profile -x -d 'a profile of the AWS CLI\\'s configuration (default: the AWS SDK\\'s choice)'`,
  );
});

test('fish completes the files of a rehearsal', async () => {
  const rehearse = "complete -c iam-console-mfa -n '__fish_seen_subcommand_from rehearse'";
  expect(await scriptFor('fish')).toContain(`${rehearse} -l events -r -F -d`);
});

test('64 for another shell', async () => {
  const line = new CommandLine();
  expect(await line.run('completion', 'tcsh')).toBe(64);
  expect(line.stderr.text).toContain('Allowed choices are bash, zsh, fish');
});
