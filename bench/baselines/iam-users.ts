import {
  GetLoginProfileCommand,
  IAMClient,
  ListMFADevicesCommand,
  NoSuchEntityException,
  paginateListUsers,
  type User,
} from '@aws-sdk/client-iam';

export const iam = new IAMClient({});

/** Every user, by pages of the size that IAM gives unasked. */
export async function listUsers(): Promise<readonly User[]> {
  const users: User[] = [];
  for await (const { Users = [] } of paginateListUsers({ client: iam }, {})) users.push(...Users);
  return users;
}

/** Whether a user has no password, or an MFA device. */
export async function isCompliant({ UserName }: User): Promise<boolean> {
  if (!(await hasPassword(UserName))) return true;
  const { MFADevices = [] } = await iam.send(new ListMFADevicesCommand({ UserName }));
  return MFADevices.length > 0;
}

async function hasPassword(UserName: string | undefined): Promise<boolean> {
  try {
    await iam.send(new GetLoginProfileCommand({ UserName }));
    return true;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return false;
    throw error;
  }
}
