/** An identity-based policy as IAM takes it: plain JSON. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** A statement that grants, or one that denies some actions, all but some, or some on all but some resources. */
export type Statement = Grant | Deny | DenyAllBut | DenyElsewhere;

interface Named {
  readonly Sid: string;
  readonly Condition?: Condition;
}

export interface Grant extends Named {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

export interface Deny extends Named {
  readonly Effect: 'Deny';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

export interface DenyAllBut extends Named {
  readonly Effect: 'Deny';
  readonly NotAction: readonly string[];
  readonly Resource: readonly string[];
}

export interface DenyElsewhere extends Named {
  readonly Effect: 'Deny';
  readonly Action: readonly string[];
  readonly NotResource: readonly string[];
}

/** Condition operators, then condition keys, then the value. All of them must hold. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string>>>>;
