import {
  CfnParameter,
  type DockerImageAssetLocation,
  type FileAssetLocation,
  type FileAssetSource,
  type ISynthesisSession,
  Stack,
  StackSynthesizer,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ConsoleMfaError } from '../../rule/core/errors';
import { ConsoleMfaStack } from '../stack';
import type { OrganizationCodeBucket } from './code-bucket';
import type { ConsoleMfaMemberProps } from './member-settings';

/** The parameter of the template that takes the name of the bucket with the code. */
export const CODE_BUCKET = 'CodeBucket';

/**
 * What every member account gets: `ConsoleMfaStack`, but that the code of its functions is in a bucket of another
 * account. It is no stack to deploy by itself: its template is an asset of the stack that it stands in.
 */
export class ConsoleMfaMemberStack extends ConsoleMfaStack {
  readonly #synthesizer: MemberSynthesizer;

  constructor(scope: Construct, id: string, code: OrganizationCodeBucket, props: ConsoleMfaMemberProps) {
    const { region } = Stack.of(scope);
    const synthesizer = new MemberSynthesizer(Stack.of(scope), code);
    super(scope, id, { ...props, synthesizer, env: { region } });
    this.#synthesizer = synthesizer;
  }

  /** Where the template is, for a stack set: known once this stack has been synthesized, which is before the outer one. */
  get templateUrl(): string | undefined {
    return this.#synthesizer.templateUrl;
  }

  /** Whoever deploys the outer stack alone deploys this one with it. */
  override get bundlingRequired(): boolean {
    const { scope } = this.node;
    return scope === undefined || Stack.of(scope).bundlingRequired;
  }
}

/** Hands everything that is to be uploaded to the outer stack. */
class MemberSynthesizer extends StackSynthesizer {
  readonly #outer: Stack;
  readonly #code: OrganizationCodeBucket;
  #bucketName: string | undefined;
  #templateUrl: string | undefined;

  constructor(outer: Stack, code: OrganizationCodeBucket) {
    super();
    this.#outer = outer;
    this.#code = code;
  }

  /** The class allows undefined where the interface does not. Nothing of a member's account is bootstrapped. */
  override get bootstrapQualifier(): string {
    return '';
  }

  override get lookupRole(): string {
    return '';
  }

  override get cloudFormationExecutionRole(): string {
    return '';
  }

  get templateUrl(): string | undefined {
    return this.#templateUrl;
  }

  addFileAsset(asset: FileAssetSource): FileAssetLocation {
    const location = this.#outer.synthesizer.addFileAsset(asset);
    const { objectKey } = location;
    this.#code.add(location);
    const bucketName = this.codeBucketName();
    const { region, urlSuffix } = this.boundStack;
    return {
      bucketName,
      objectKey,
      httpUrl: `https://s3.${region}.${urlSuffix}/${bucketName}/${objectKey}`,
      s3ObjectUrl: `s3://${bucketName}/${objectKey}`,
    };
  }

  addDockerImageAsset(): DockerImageAssetLocation {
    throw new ConsoleMfaError('NoImages', 'member accounts get no container images; deploy code as a file');
  }

  synthesize(session: ISynthesisSession): void {
    const template = this.synthesizeTemplate(session);
    this.#templateUrl = this.#outer.synthesizer.addFileAsset(template).httpUrl;
  }

  private codeBucketName(): string {
    this.#bucketName ??= new CfnParameter(this.boundStack, CODE_BUCKET, {
      description: 'The bucket with the code of the functions, in the account that the stack set is in.',
    }).valueAsString;
    return this.#bucketName;
  }
}
