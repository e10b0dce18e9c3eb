import { Command, Option } from 'commander';
import { parseParameters } from '../../rule/core/parse-parameters';
import { parseEnforcementDate } from '../../rule/policies/enforcement-date';
import { ACCESS_KEYS_EXEMPT_WARNING, enforcementPolicy } from '../../rule/policies/enforcement-policy';
import type { PolicyDocument } from '../../rule/policies/policy-document';
import { selfServicePolicy } from '../../rule/policies/self-service-policy';
import { auditPolicy, EVERY_PARAMETER, type GrantingPolicy, READ_RULE } from '../audit/audit-policy';
import { addRoleOptions, type OrganizationOptions, requireRoleName } from '../options/organization';
import { addParameterOptions, type ParameterOptions, readParameters } from '../options/rule-parameters';
import { organizationPolicy } from '../organization/organization-policy';
import { rehearsalPolicy } from '../rehearse/rehearsal-policy';
import { toVisibleJson } from '../text/visible';
import { readAsUsage, UsageError } from '../usage-error';
import type { CommandFactory } from './command';

interface PolicyOptions extends ParameterOptions, Pick<OrganizationOptions, 'organization' | 'roleName'> {
  readonly audit?: boolean;
  readonly rehearse?: boolean;
  readonly group?: string;
  readonly enforceFrom?: string;
  readonly exemptAccessKeys?: boolean;
  readonly partition: string;
}

const EXAMPLES = `
Examples:
  What users need who are to set MFA up and manage it by themselves:
    $ iam-console-mfa policy > self-service.json
    $ aws iam create-policy --policy-name ConsoleMfaSelfService --policy-document file://self-service.json
  The same, and from a day on nothing else without MFA:
    $ iam-console-mfa policy --enforce-from 2027-03-01
  What somebody needs who is to run an audit that exempts by tag and looks at the root user:
    $ iam-console-mfa policy --audit --exemption-tag mfa-exempt-until --include-root
  The same by the parameters of a deployed rule: whatever these can ask for, and reading them:
    $ iam-console-mfa policy --audit --from-rule iam-console-mfa
  What somebody needs who is to audit all accounts; the role in each needs what the line above prints:
    $ iam-console-mfa policy --audit --organization --role-name ConsoleMfaAudit
  What somebody needs who is to rehearse enforcement for a group:
    $ iam-console-mfa policy --rehearse --group developers

Exit codes:
  0  the policy was printed
  64 a flag or a file named by one cannot be used
`;

export const policy: CommandFactory = (shell) => {
  const command = new Command('policy')
    .description(
      'print an IAM policy, ready to attach: for users, or for whoever runs an audit or a rehearsal',
    )
    .addOption(
      new Option('--audit', 'exactly what an audit with the same flags calls').conflicts('enforceFrom'),
    )
    .addOption(
      new Option('--rehearse', 'exactly what a rehearsal of the event history calls').conflicts([
        'audit',
        'enforceFrom',
      ]),
    )
    .option('--group <name>', 'the group that a rehearsal is of (with --rehearse)')
    .option(
      '--enforce-from <date>',
      'from this day or instant on, deny requests without MFA, except setting up MFA in a session',
    )
    .option('--exempt-access-keys', 'leave long-term access keys alone (dangerous)')
    .addOption(
      new Option('--partition <partition>', 'the partition of the ARNs')
        .choices(['aws', 'aws-cn', 'aws-us-gov'])
        .default('aws'),
    );
  addRoleOptions(addParameterOptions(command)).addHelpText('after', EXAMPLES);
  return command.action(async (options: PolicyOptions) => {
    const { exemptAccessKeys } = options;
    const document = documentFor(options);
    if (exemptAccessKeys === true) await shell.stderr.write(`${ACCESS_KEYS_EXEMPT_WARNING}\n`);
    await shell.stdout.write(toVisibleJson(document));
  });
};

function documentFor(options: PolicyOptions): PolicyDocument {
  const { audit, rehearse, group, partition } = options;
  if (rehearse === true) return rehearsalPolicy(partition, group === undefined ? [] : [group]);
  if (group !== undefined) {
    throw new UsageError('InvalidFlags', '--group is for rehearsals; add --rehearse, or leave it out');
  }
  return audit === true ? auditorsPolicy(options) : usersPolicy(options);
}

function auditorsPolicy(options: PolicyOptions): GrantingPolicy {
  const { strings, fromRule } = readParameters(options);
  const parameters = fromRule === undefined ? parseParameters(strings) : EVERY_PARAMETER;
  const { partition, organization, roleName } = options;
  const policy =
    organization === true
      ? organizationPolicy(parameters, partition, requireRoleName(roleName))
      : auditPolicy(parameters, partition);
  return fromRule === undefined ? policy : { ...policy, Statement: [...policy.Statement, READ_RULE] };
}

function usersPolicy({ enforceFrom, exemptAccessKeys = false, partition }: PolicyOptions): PolicyDocument {
  const selfService = selfServicePolicy(partition);
  if (enforceFrom === undefined) return selfService;
  const from = readAsUsage(() => parseEnforcementDate(enforceFrom));
  const enforcement = enforcementPolicy({ partition, enforceFrom: from, exemptAccessKeys });
  return { ...selfService, Statement: [...selfService.Statement, ...enforcement.Statement] };
}
