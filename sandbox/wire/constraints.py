#!/usr/bin/env python3
"""Writes constraints.json: what AWS's service models, as botocore carries them, require of the requests of the
actions named below. Run it where botocore is installed: constraints.py > constraints.json"""

import json
import botocore.session

ACTIONS = {
    "iam": """
        CreateUser GetUser ListUsers UpdateUser DeleteUser TagUser UntagUser ListUserTags
        CreateLoginProfile GetLoginProfile UpdateLoginProfile DeleteLoginProfile ChangePassword
        CreateAccessKey ListAccessKeys UpdateAccessKey DeleteAccessKey GetAccessKeyLastUsed
        CreateVirtualMFADevice DeleteVirtualMFADevice ListVirtualMFADevices EnableMFADevice ResyncMFADevice
        DeactivateMFADevice ListMFADevices GetMFADevice TagMFADevice UntagMFADevice ListMFADeviceTags
        CreateGroup GetGroup DeleteGroup ListGroups AddUserToGroup RemoveUserFromGroup ListGroupsForUser
        CreateAccountAlias DeleteAccountAlias ListAccountAliases
        GetAccountSummary GetAccountPasswordPolicy UpdateAccountPasswordPolicy DeleteAccountPasswordPolicy
        GenerateCredentialReport GetCredentialReport GetAccountAuthorizationDetails
        PutUserPolicy GetUserPolicy ListUserPolicies DeleteUserPolicy
        PutGroupPolicy GetGroupPolicy ListGroupPolicies DeleteGroupPolicy
        PutRolePolicy GetRolePolicy ListRolePolicies DeleteRolePolicy
        AttachUserPolicy DetachUserPolicy ListAttachedUserPolicies
        AttachGroupPolicy DetachGroupPolicy ListAttachedGroupPolicies
        AttachRolePolicy DetachRolePolicy ListAttachedRolePolicies
        CreatePolicy GetPolicy GetPolicyVersion ListPolicies DeletePolicy
        PutUserPermissionsBoundary DeleteUserPermissionsBoundary
        CreateRole GetRole ListRoles DeleteRole
    """,
    "sts": "GetCallerIdentity AssumeRole GetSessionToken",
    "config": """
        PutEvaluations PutConfigRule DeleteConfigRule DescribeConfigRules StartConfigRulesEvaluation
        DescribeConfigRuleEvaluationStatus DescribeComplianceByConfigRule DescribeComplianceByResource
        GetComplianceDetailsByConfigRule GetComplianceDetailsByResource GetComplianceSummaryByConfigRule
        GetComplianceSummaryByResourceType PutConfigurationRecorder DescribeConfigurationRecorders
        DescribeConfigurationRecorderStatus DeleteEvaluationResults PutRemediationConfigurations
        DescribeRemediationConfigurations DescribeRemediationExecutionStatus StartRemediationExecution
        DeleteRemediationConfiguration
    """,
    "organizations": "DescribeAccount DescribeOrganization ListAccounts",
}
LIMITS = ("min", "max", "pattern", "enum", "sensitive")


def constraints_of(service, actions):
    model = botocore.session.get_session().get_service_model(service)
    structures, shapes = {}, {}

    def read(shape):
        if shape.type_name == "structure":
            if shape.name in structures:
                return
            structures[shape.name] = {}
            structures[shape.name] = {
                name + ("!" if name in shape.required_members else ""): member.name
                for name, member in shape.members.items()
            }
            for member in shape.members.values():
                read(member)
            return
        if shape.name in shapes:
            return
        limits = {key: shape.metadata[key] for key in LIMITS if key in shape.metadata}
        shapes[shape.name] = limits
        if shape.type_name == "list":
            limits["member"] = shape.member.name
            read(shape.member)
        if shape.type_name == "map":
            limits["value"] = shape.value.name
            read(shape.value)

    for action in actions.split():
        operation = model.operation_model(action)
        if operation.input_shape:
            read(operation.input_shape)
    return {"structures": structures, "shapes": {name: limits for name, limits in shapes.items() if limits}}


print(json.dumps({service: constraints_of(service, actions) for service, actions in ACTIONS.items()}))
