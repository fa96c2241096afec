import { IsInt, Matches, Max, Min } from 'class-validator';
import { Setting } from './setting';

const TAG = '[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*';
const LOCALES = new RegExp(`^\\s*${TAG}(\\s*,\\s*${TAG})*\\s*$`);
const FALLBACKS = new RegExp(`^\\s*(${TAG}\\s*:\\s*${TAG}(\\s*,\\s*${TAG}\\s*:\\s*${TAG})*)?\\s*$`);

/** The languages of the content. */
export class ContentConfig {
  @Setting({
    description:
      'The locales of the content, separated by commas; the first is the one every document is written in, and stays the first once there is content.',
    default: 'en',
  })
  @Matches(LOCALES, { message: 'must be language tags separated by commas, for example "en, de, pt-BR"' })
  readonly locales: string;

  @Setting({
    description:
      'Which locale is shown where a translation is missing, for example `de-AT: de, pt-BR: pt`; the first locale comes last in every chain.',
    default: '',
  })
  @Matches(FALLBACKS, { message: 'must be pairs separated by commas, for example "de-AT: de, pt-BR: pt"' })
  readonly fallbacks: string;

  @Setting({
    description: 'Days for which the events of the content are kept: a feed can go on from a cursor that is younger.',
    default: 30,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 3650' })
  @Max(3650, { message: 'must be between 1 and 3650' })
  readonly eventRetentionDays: number;
}
