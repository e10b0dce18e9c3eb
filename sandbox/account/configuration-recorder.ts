import { type Account, iamArn } from './account';

/** Has AWS Config record, with the role that it makes for itself. */
export function startRecording(account: Account): void {
  const roleArn = iamArn(account, 'role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig');
  account.config.recorder = { name: 'default', roleArn, recording: true };
}
