import type {
  Account,
  DescribeAccountRequest,
  DescribeAccountResponse,
  ListAccountsRequest,
  ListAccountsResponse,
} from '@aws-sdk/client-organizations';
import {
  type Organization,
  type OrganizationAccount,
  organizationAccountArn,
} from '../../account/organization';
import type { Action } from '../../service';
import { requireReader } from './access';
import { organizationsError } from './errors';

/** The most that a page holds, and what it holds unless fewer are asked for. */
const ACCOUNTS_PER_PAGE = 20;
const MARKED = 'organizations:';

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html */
export function listAccounts(organization: Organization): Action<ListAccountsRequest, ListAccountsResponse> {
  return {
    resources: () => ['*'],
    run({ MaxResults = ACCOUNTS_PER_PAGE, NextToken }, context) {
      requireReader(organization, context);
      const from = offsetOf(NextToken);
      const all = [...organization.accounts.values()];
      const end = from + MaxResults;
      return {
        Accounts: all.slice(from, end).map((member) => toShape(organization, member)),
        ...(end < all.length && { NextToken: Buffer.from(`${MARKED}${end}`).toString('base64url') }),
      };
    },
  };
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeAccount.html */
export function describeAccount(
  organization: Organization,
): Action<DescribeAccountRequest, DescribeAccountResponse> {
  return {
    resources: ({ AccountId: accountId = '' }) => [organizationAccountArn(organization, { accountId })],
    run({ AccountId = '' }, context) {
      requireReader(organization, context);
      const member = organization.accounts.get(AccountId);
      if (member === undefined) {
        throw organizationsError('AccountNotFoundException', "You specified an account that doesn't exist.");
      }
      return { Account: toShape(organization, member) };
    },
  };
}

/** @throws ServiceError InvalidInputException for a token that ListAccounts did not give */
function offsetOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const text = Buffer.from(token, 'base64url').toString();
  if (text.startsWith(MARKED)) return Number(text.slice(MARKED.length));
  throw organizationsError('InvalidInputException', 'You specified an invalid value for NextToken.');
}

/** Accounts have a State; Status, its predecessor, which knew fewer, has retired. */
function toShape(organization: Organization, member: OrganizationAccount): Account {
  const { account, name, email, state, joinedMethod, joined } = member;
  return {
    Id: account.accountId,
    Arn: organizationAccountArn(organization, account),
    Email: email,
    Name: name,
    State: state,
    JoinedMethod: joinedMethod,
    JoinedTimestamp: joined,
  };
}
