import { IsBoolean, IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { Setting } from './setting';

/** What the API shows of itself. */
export class GraphqlConfig {
  @Setting({ description: 'Serves GraphiQL, the explorer in the browser, at `/graphiql`.', default: true })
  @IsBoolean({ message: 'must be true or false' })
  readonly graphiql: boolean;

  @Setting({ description: 'Answers introspection queries.', default: true })
  @IsBoolean({ message: 'must be true or false' })
  readonly introspection: boolean;

  @Setting({
    description:
      'Answers introspection queries of those who have not signed in either, and helps them with "did you mean". Set it to false where the schema is nobody else\'s business.',
    default: true,
  })
  @IsBoolean({ message: 'must be true or false' })
  readonly anonymousIntrospection: boolean;

  @Setting({
    description:
      'Answers to those who are not signed in, and have no token, only the documents that were made known with `keelson persist`, and what signing in takes.',
    default: false,
  })
  @IsBoolean({ message: 'must be true or false' })
  readonly trustedDocumentsOnly: boolean;

  @Setting({
    description:
      'What one operation may cost: a scalar 0, an object 1, a list as many times its items as it may have. What costs more is refused with COST_EXCEEDED.',
    default: 1_000,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 1000000' })
  @Max(1_000_000, { message: 'must be between 1 and 1000000' })
  readonly costLimit: number;

  @Setting({ description: 'Size of the largest request without files that is accepted, in bytes.', default: 262_144 })
  @IsInt({ message: 'must be a whole number' })
  @Min(1024, { message: 'must be between 1024 and 67108864' })
  @Max(67_108_864, { message: 'must be between 1024 and 67108864' })
  readonly bodyBytes: number;

  @Setting({
    description:
      'The same for viewers with the permission content.write, whose documents may be long. The database must take statements of three times the size (`max_allowed_packet`).',
    default: 8_388_608,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(1024, { message: 'must be between 1024 and 67108864' })
  @Max(67_108_864, { message: 'must be between 1024 and 67108864' })
  readonly writerBodyBytes: number;

  @Setting({
    description:
      'Which answers carry `extensions.cost`: `always`, or `asked` for those of requests with the header `x-report-cost: true`. Answers that do are not kept for others.',
    default: 'asked',
  })
  @IsIn(['always', 'asked'], { message: 'must be always or asked' })
  readonly costReport: 'always' | 'asked';

  @Setting({
    description: 'Answers operations that were seen before without parsing and checking them again.',
    default: true,
  })
  @IsBoolean({ message: 'must be true or false' })
  readonly knownDocuments: boolean;

  @Setting({
    description: 'Keeps answers that are the same for everybody until what they were made of changes.',
    default: true,
  })
  @IsBoolean({ message: 'must be true or false' })
  readonly answerCache: boolean;

  @Setting({ description: 'Megabytes of memory that the kept answers may take.', default: 64 })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 65536' })
  @Max(65_536, { message: 'must be between 1 and 65536' })
  readonly answerCacheMegabytes: number;

  @Setting({
    description: 'Seconds after which a kept answer is made anew even if no change of it was heard of.',
    default: 10,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 86400' })
  @Max(86_400, { message: 'must be between 1 and 86400' })
  readonly answerCacheSeconds: number;

  @Setting({
    description:
      "Seconds that an answer is kept while changes can't be heard of, since the database is away; 0 keeps none then.",
    default: 0,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be between 0 and 3600' })
  @Max(3600, { message: 'must be between 0 and 3600' })
  readonly answerCacheAwaySeconds: number;

  @Setting({
    description:
      'Seconds that a CDN may give out a public answer without asking. With 0 it has to ask each time whether its copy is still right (`ETag`).',
    default: 0,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be between 0 and 31536000' })
  @Max(31_536_000, { message: 'must be between 0 and 31536000' })
  readonly sharedMaxAgeSeconds: number;

  @Setting({
    description:
      'Header that names what a public answer was made of (`Article:<id>`, `list:Article`), so that a CDN can be told what to drop; sent when a CDN may keep answers. Some CDNs call it `Cache-Tag`.',
    default: 'Surrogate-Key',
  })
  @Matches(/^[A-Za-z0-9-]{1,64}$/, { message: 'must be the name of a header' })
  readonly cacheTagHeader: string;
}
