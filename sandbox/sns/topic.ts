/** A message that a topic has taken. */
export interface Notification {
  readonly topicArn: string;
  readonly message: string;
  readonly time: Date;
}

/** An SNS topic. Nobody is sent anything: what it was given is kept, for whoever wants to look. */
export interface Topic {
  readonly topicArn: string;
  /** The key that encrypts its messages. */
  readonly keyArn: string | undefined;
  /** JSON. */
  policy: string | undefined;
}
