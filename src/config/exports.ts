import { IsInt, Max, Min } from 'class-validator';
import { Setting } from './setting';

const WHOLE = { message: 'must be a whole number' };

/** How exports are made and given out. */
export class ExportsConfig {
  @Setting({ description: 'Days for which the file of an export is kept.', default: 7 })
  @IsInt(WHOLE)
  @Min(1, { message: 'must be between 1 and 365' })
  @Max(365, { message: 'must be between 1 and 365' })
  readonly days: number;

  @Setting({
    description: "Minutes for which the address of an export's file works; a new one can be asked for.",
    default: 60,
  })
  @IsInt(WHOLE)
  @Min(1, { message: 'must be between 1 and 10080' })
  @Max(10_080, { message: 'must be between 1 and 10080' })
  readonly linkMinutes: number;

  @Setting({
    description:
      'Seconds for which an export reads from one consistent snapshot of the database; a longer one goes on without, and says so. 0: never.',
    default: 300,
  })
  @IsInt(WHOLE)
  @Min(0, { message: 'must be between 0 and 86400' })
  @Max(86_400, { message: 'must be between 0 and 86400' })
  readonly snapshotSeconds: number;
}
