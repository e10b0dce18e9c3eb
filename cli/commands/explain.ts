import { Command } from 'commander';
import { asProblem, type ConsoleMfaError } from '../../rule/core/errors';
import { missingPermissions } from '../audit/missing-permissions';
import { parametersInForce } from '../audit/parameters-in-force';
import { EXIT, type ExitCode } from '../exit-code';
import { explainUser } from '../explain/explain-user';
import { show } from '../explain/show';
import { type AwsOptions, addAwsOptions } from '../options/aws';
import { addParameterOptions, type ParameterOptions, readParameters } from '../options/rule-parameters';
import type { Shell } from '../shell';
import { pageOf } from '../text/page';
import { visibleLines } from '../text/visible';
import type { CommandFactory } from './command';

type ExplainOptions = AwsOptions & ParameterOptions;

const EXAMPLES = `
Examples:
  Why does the rule say what it says of alice, and what is she to do?
    $ iam-console-mfa explain alice
  The same under a policy:
    $ iam-console-mfa explain alice --policy policy.json --grace-period-days 14
  The same under the parameters of the deployed rule:
    $ iam-console-mfa explain alice --from-rule iam-console-mfa

Exit codes:
  0  there is a verdict, whatever it is
  2  IAM does not know the user, or something could not be read
  64 a flag or a file named by one cannot be used
`;

export const explain: CommandFactory = (shell, exit) => {
  const command = new Command('explain')
    .description('say why a user has its verdict: facts, when they were read, what decided, what to do')
    .argument('<user>', 'the name of an IAM user');
  addAwsOptions(addParameterOptions(command, ['includeRoot'])).addHelpText('after', EXAMPLES);
  return command.action(async (userName: string, options: ExplainOptions) =>
    exit(await run(userName, options, shell)),
  );
};

async function run(userName: string, options: ExplainOptions, shell: Shell): Promise<ExitCode> {
  const { stdout, stderr, env, clock } = shell;
  const given = readParameters(options);
  const account = await shell.openAccount(options);
  const parameters = await parametersInForce(given, account, clock);
  const complain = async (errors: readonly ConsoleMfaError[]): Promise<ExitCode> => {
    const messages = errors.map(({ message }) => `${message}\n`).join('');
    await stderr.write(visibleLines(`${messages}${missingPermissions(errors, account, parameters)}`));
    return errors.length === 0 ? EXIT.ok : EXIT.incomplete;
  };
  try {
    const explanation = await explainUser(account, clock, parameters, userName);
    const { outcome, problems } = explanation;
    await stdout.write(show(explanation, parameters, pageOf(stdout, env)));
    return await complain(outcome.status === 'unread' ? [...problems, outcome.error] : problems);
  } catch (error) {
    return complain([asProblem(error)]);
  }
}
