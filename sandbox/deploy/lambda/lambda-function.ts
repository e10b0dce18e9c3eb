/** A function as its template describes it. */
export interface LambdaFunction {
  readonly functionName: string;
  readonly functionArn: string;
  /** E.g. `nodejs24.x`. */
  readonly runtime: string;
  /** File and export, e.g. `index.handler`. */
  readonly handler: string;
  /** Where its code lies. */
  readonly codeDirectory: string;
  readonly timeoutSeconds: number;
  readonly memorySizeMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly roleArn: string;
  readonly logGroupName: string;
}

/** A statement of a function's resource policy, as AddPermission makes them. */
export interface LambdaPermission {
  readonly functionArn: string;
  readonly action: string;
  readonly principal: string;
  readonly sourceAccount: string | undefined;
  readonly sourceArn: string | undefined;
}

/**
 * Whether a service may invoke the function for an account: without conditions, or with those it meets.
 * AWS Config gives no source ARN before its rule exists.
 */
export function mayInvoke(
  permissions: readonly LambdaPermission[],
  functionArn: string,
  principal: string,
  accountId: string,
): boolean {
  return permissions.some(
    (permission) =>
      permission.functionArn === functionArn &&
      ['lambda:InvokeFunction', 'lambda:*', '*'].includes(permission.action) &&
      permission.principal === principal &&
      (permission.sourceAccount === undefined || permission.sourceAccount === accountId) &&
      permission.sourceArn === undefined,
  );
}
