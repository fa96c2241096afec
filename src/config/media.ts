import { IsInt, Max, Min } from 'class-validator';
import { Setting } from './setting';

const WHOLE = { message: 'must be a whole number' };
const BYTES = { message: 'must be between 0 and 1125899906842624' };

/** How much may be stored as assets, and how they are given out. */
export class MediaConfig {
  @Setting({
    description: 'Bytes that the assets of one person or token may take together; 0 means no limit.',
    default: 0,
  })
  @IsInt(WHOLE)
  @Min(0, BYTES)
  @Max(1_125_899_906_842_624, BYTES)
  readonly userBytes: number;

  @Setting({ description: 'Bytes that all assets may take together; 0 means no limit.', default: 0 })
  @IsInt(WHOLE)
  @Min(0, BYTES)
  @Max(1_125_899_906_842_624, BYTES)
  readonly totalBytes: number;

  @Setting({ description: 'Seconds for which the address of a private asset works.', default: 3600 })
  @IsInt(WHOLE)
  @Min(60, { message: 'must be between 60 and 604800' })
  @Max(604_800, { message: 'must be between 60 and 604800' })
  readonly urlSeconds: number;

  @Setting({
    description: 'Hours that an upload which was begun may take; what is not complete by then is thrown away.',
    default: 24,
  })
  @IsInt(WHOLE)
  @Min(1, { message: 'must be between 1 and 168' })
  @Max(168, { message: 'must be between 1 and 168' })
  readonly uploadHours: number;

  @Setting({
    description: 'Seconds after which an upload of which fewer than 1,000 bytes arrive each second is cut.',
    default: 30,
  })
  @IsInt(WHOLE)
  @Min(1, { message: 'must be between 1 and 600' })
  @Max(600, { message: 'must be between 1 and 600' })
  readonly slowSeconds: number;

  @Setting({
    description: 'Pixels that a picture may have, all its frames together; larger ones are refused.',
    default: 50_000_000,
  })
  @IsInt(WHOLE)
  @Min(1_000_000, { message: 'must be between 1000000 and 268000000' })
  @Max(268_000_000, { message: 'must be between 1000000 and 268000000' })
  readonly imagePixels: number;
}
