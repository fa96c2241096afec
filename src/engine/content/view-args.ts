import { Perspective } from './visibility';

/** What is said about the argument `perspective`, wherever a view is chosen. */
export const PERSPECTIVE_ARG = {
  defaultValue: Perspective.PUBLISHED,
  description: 'Which state of the content to look at.',
};

/** What is said about the argument `locale`, wherever a view is chosen. */
export const LOCALE_ARG = {
  nullable: true,
  description: 'The language to read in, as a tag such as `de-AT`; the default one when left out.',
};
