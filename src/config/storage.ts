import { IsNotEmpty, IsOptional, IsUrl, Matches } from 'class-validator';
import { Setting } from './setting';

/** Where uploaded files lie. */
export class StorageConfig {
  @Setting({
    type: 'path',
    description: 'Directory for uploaded files; a relative one is meant from the clone. Not used with a bucket.',
    default: '.keelson/storage',
  })
  @IsNotEmpty({ message: 'must name a directory' })
  readonly directory: string;

  @Setting({
    optional: true,
    description: 'Bucket of an S3-compatible store; when it is set, files lie there instead of in the directory.',
  })
  @IsOptional()
  @Matches(/^[a-zA-Z0-9._-]{1,255}$/, { message: "must be a bucket's name" })
  readonly bucket: string | null;

  @Setting({ description: "The bucket's region.", default: 'us-east-1' })
  @Matches(/^[a-zA-Z0-9-]{1,64}$/, { message: "must be a region's name" })
  readonly region: string;

  @Setting({
    type: 'url',
    optional: true,
    description: "The store's address where that is not Amazon's, e.g. `http://minio:9000`.",
  })
  @IsOptional()
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    { message: 'must be an http or https URL' },
  )
  readonly endpoint: string | null;

  @Setting({
    optional: true,
    description: "Access key of the store; without one, the SDK's own sources (instance roles, `AWS_...`) are asked.",
  })
  @IsOptional()
  @IsNotEmpty({ message: 'must not be empty' })
  readonly accessKeyId: string | null;

  @Setting({ secret: true, optional: true, description: 'The secret that belongs to the access key.' })
  @IsOptional()
  @IsNotEmpty({ message: 'must not be empty' })
  readonly secretAccessKey: string | null;

  @Setting({
    description:
      "Whether the bucket's name goes into the path of addresses (MinIO, most others) instead of the host's name.",
    default: false,
  })
  readonly pathStyle: boolean;
}
