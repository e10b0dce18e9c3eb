import {
  AddUserToGroupCommand,
  GetUserCommand,
  type IAMClient,
  LimitExceededException,
  ListGroupsForUserCommand,
} from '@aws-sdk/client-iam';
import { callAws, member } from '../../rule/aws/call';
import { AwsCallError } from '../../rule/core/errors';
import type { MembershipApi } from './ports';

/** Membership of groups by the AWS SDK: one call each, answers taken strictly. */
export function membershipApi(client: IAMClient): MembershipApi {
  return {
    getUserId: async (UserName, timeoutMs) => {
      try {
        return await callAws(
          'iam:GetUser',
          timeoutMs,
          (options) => client.send(new GetUserCommand({ UserName }), options),
          ({ User: user }) => member(user?.UserId, 'User.UserId'),
        );
      } catch (error) {
        if (error instanceof AwsCallError && error.failure === 'missing') return 'none';
        throw error;
      }
    },

    listGroupsForUser: (UserName, Marker, timeoutMs) =>
      callAws(
        'iam:ListGroupsForUser',
        timeoutMs,
        (options) => client.send(new ListGroupsForUserCommand({ UserName, Marker }), options),
        ({ Groups, IsTruncated, Marker: next }) => {
          const items = member(Groups, 'Groups').map((group) => member(group.GroupName, 'GroupName'));
          return IsTruncated === true ? { items, next: member(next, 'Marker') } : { items };
        },
      ),

    addUserToGroup: (GroupName, UserName, timeoutMs) =>
      callAws(
        'iam:AddUserToGroup',
        timeoutMs,
        async (options) => {
          try {
            await client.send(new AddUserToGroupCommand({ GroupName, UserName }), options);
            return 'added' as const;
          } catch (error) {
            // In other services this is the name of a throttle, which passes.
            if (error instanceof LimitExceededException) return 'quotaReached' as const;
            throw error;
          }
        },
        (answer) => answer,
      ),
  };
}
