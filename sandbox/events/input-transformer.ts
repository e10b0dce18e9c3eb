import { type AwsEvent, valueAt } from './aws-event';

/** What a target gets of an event. */
export interface InputTransformer {
  /** JSON paths by the names that the template calls them. */
  readonly paths: Readonly<Record<string, string>>;
  readonly template: string;
}

/**
 * The text that a target gets: the event's JSON, or the template with the event's values in it. What the event does
 * not hold is left out. Undefined for a template that a value with quotes, put between quotes, has broken: AWS does not
 * document what happens to it, so here it is not delivered.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function targetInput(event: AwsEvent, transformer: InputTransformer | undefined): string | undefined {
  if (transformer === undefined) return JSON.stringify(event);
  const { paths, template } = transformer;
  const isJson = template.startsWith('{');
  const text = template.replace(/<([\w.-]+)>/g, (_whole, name: string, at: number) => {
    const path = (paths[name] ?? '').replace(/^\$\./, '').split('.');
    const value = valueAt(event, path);
    const isJsonValue = isJson && !isInString(template, at);
    if (value === undefined || value === null) return isJsonValue ? '""' : '';
    return isJsonValue || typeof value !== 'string' ? JSON.stringify(value) : value;
  });
  const parts = isJson ? [text] : text.split('\n').filter((line) => line.startsWith('"'));
  return parts.every(isParsable) ? text : undefined;
}

function isInString(json: string, at: number): boolean {
  const quotes = json.slice(0, at).match(/(?<!\\)"/g) ?? [];
  return quotes.length % 2 === 1;
}

function isParsable(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
