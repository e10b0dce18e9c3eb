import { type AwsEvent, valueAt } from './aws-event';

/** What a target gets of an event. */
export interface InputTransformer {
  /** JSON paths by the names that the template calls them. */
  readonly paths: Readonly<Record<string, string>>;
  readonly template: string;
}

/**
 * The text that a target gets: the event's JSON, or the template with the event's values in it. What the event does
 * not hold is left out.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function targetInput(event: AwsEvent, transformer: InputTransformer | undefined): string {
  if (transformer === undefined) return JSON.stringify(event);
  const { paths, template } = transformer;
  const isJson = template.startsWith('{');
  return template.replace(/<([\w.-]+)>/g, (_whole, name: string) => {
    const path = (paths[name] ?? '').replace(/^\$\./, '').split('.');
    const value = valueAt(event, path);
    if (value === undefined || value === null) return isJson ? '""' : '';
    return isJson || typeof value !== 'string' ? JSON.stringify(value) : value;
  });
}
