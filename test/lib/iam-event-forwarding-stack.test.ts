import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { IamEventForwardingStack } from '../../lib';
import { iamEventPattern } from '../../lib/iam-events';

test("sends the events to the other region's default bus, with a role that may do that alone", () => {
  const stack = new IamEventForwardingStack(
    new App({ builtinCloudFormationValidation: false }),
    'Forwarding',
    {
      env: { account: '123456789012', region: 'us-east-1' },
      eventPattern: iamEventPattern(['CreateUser']),
      toRegion: 'eu-central-1',
    },
  );
  const template = Template.fromStack(stack);
  const bus = {
    'Fn::Join': [
      '',
      ['arn:', { Ref: 'AWS::Partition' }, ':events:eu-central-1:123456789012:event-bus/default'],
    ],
  };
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { detail: { eventName: ['CreateUser'] } },
    Targets: [Match.objectLike({ Arn: bus, RoleArn: Match.anyValue() })],
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [{ Action: 'events:PutEvents', Effect: 'Allow', Resource: bus }] },
  });
});
