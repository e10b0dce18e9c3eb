import { Command, Option } from 'commander';
import { auditPolicy } from '../audit/audit-policy';
import { addParameterOptions, type ParameterOptions, readParameters } from '../options/rule-parameters';
import { toVisibleJson } from '../text/visible';
import { UsageError } from '../usage-error';
import type { CommandOf } from './command';

interface PolicyOptions extends ParameterOptions {
  readonly audit?: boolean;
  readonly partition: string;
}

const EXAMPLES = `
Examples:
  What somebody needs who is to run an audit:
    $ iam-console-mfa policy --audit > audit-policy.json
    $ aws iam create-policy --policy-name ConsoleMfaAudit --policy-document file://audit-policy.json
  The same for an audit that exempts by tag and looks at the root user:
    $ iam-console-mfa policy --audit --exemption-tag mfa-exempt-until --include-root
`;

export const policy: CommandOf = (shell) => {
  const command = new Command('policy')
    .description('print an IAM policy, ready to attach')
    .option('--audit', 'exactly what an audit with the same flags calls')
    .addOption(
      new Option('--partition <partition>', 'the partition of the ARNs: aws, aws-cn, aws-us-gov ...').default(
        'aws',
      ),
    );
  addParameterOptions(command).addHelpText('after', EXAMPLES);
  return command.action(async (options: PolicyOptions) => {
    if (options.audit !== true) throw new UsageError('NoPolicyNamed', 'say which policy: --audit');
    await shell.stdout.write(toVisibleJson(auditPolicy(readParameters(options), options.partition)));
  });
};
