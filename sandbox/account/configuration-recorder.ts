import { type Account, iamArn } from './account';

/** Creates the account's customer managed recorder, which records everything with the role of AWS Config itself. */
export function startRecording(account: Account): void {
  account.config.recorder = { name: 'default', roleArn: roleArn(account), recording: true };
}

/**
 * Turns the recorder off. Rules that changes of resources trigger stop then; periodic rules, the only ones that run here,
 * keep running.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config-rules.html
 */
export function stopRecording(account: Account): void {
  const { config } = account;
  if (config.recorder !== undefined) config.recorder = { ...config.recorder, recording: false };
}

/** Has an AWS service, such as `securityhub.amazonaws.com`, create a recorder of its own. */
export function startServiceLinkedRecording(account: Account, servicePrincipal: string): void {
  const name = `AWSConfigurationRecorderFor${servicePrincipal.split('.')[0]}`;
  const recorder = { name, roleArn: roleArn(account), recording: true, servicePrincipal };
  account.config.serviceLinkedRecorders.push(recorder);
}

function roleArn(account: Account): string {
  return iamArn(account, 'role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig');
}
