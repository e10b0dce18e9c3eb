import * as v from 'valibot';
import { quoted, SandboxError } from '../../errors';
import { type CreateResource, physicalName, propertiesOf, type Target } from '../resource';

const group = v.object({ Name: v.optional(v.string()) });

export const createScheduleGroupResource: CreateResource = (request, target) => {
  const name = propertiesOf(group, request).Name ?? physicalName(request, target);
  return { ref: name, attributes: { Arn: groupArn(target, name) } };
};

const schedule = v.object({
  Name: v.optional(v.string()),
  GroupName: v.optional(v.string(), 'default'),
  State: v.optional(v.picklist(['ENABLED', 'DISABLED']), 'ENABLED'),
  ScheduleExpression: v.string(),
  ScheduleExpressionTimezone: v.optional(v.picklist(['UTC', 'Etc/UTC'])),
  FlexibleTimeWindow: v.object({ Mode: v.literal('OFF') }),
  Target: v.object({ Arn: v.string(), RoleArn: v.string(), Input: v.optional(v.string(), '{}') }),
});

/** @throws SandboxError `UnsupportedSchedule` for one that does not come once a day, `UnsupportedTarget` */
export const createScheduleResource: CreateResource = (request, target) => {
  const properties = propertiesOf(schedule, request);
  const name = properties.Name ?? physicalName(request, target);
  const scheduleArn = arnOf(target, `schedule/${properties.GroupName}/${name}`);
  if (properties.State === 'ENABLED') {
    target.messaging.schedules.create({
      scheduleArn,
      groupArn: groupArn(target, properties.GroupName),
      ...timeOf(properties.ScheduleExpression),
      targetArn: properties.Target.Arn,
      roleArn: properties.Target.RoleArn,
      input: properties.Target.Input,
    });
  }
  return { ref: name, attributes: { Arn: scheduleArn } };
};

function timeOf(expression: string): { readonly hour: number; readonly minute: number } {
  const [, minute, hour] = /^cron\((\d+) (\d+) (?:\* \* \?|\? \* \*) \*\)$/.exec(expression) ?? [];
  if (minute !== undefined && hour !== undefined) return { hour: Number(hour), minute: Number(minute) };
  throw new SandboxError(
    'UnsupportedSchedule',
    `a schedule is ${quoted(expression)}; the sandbox knows those that come once a day, such as cron(0 5 * * ? *)`,
  );
}

function groupArn(target: Target, name: string): string {
  return arnOf(target, `schedule-group/${name}`);
}

function arnOf({ account: { partition, region, accountId } }: Target, resource: string): string {
  return `arn:${partition}:scheduler:${region}:${accountId}:${resource}`;
}
