import { defineTexts } from '../i18n/texts';

export const t = defineTexts('api', {
  offline: 'The server does not answer. What you have entered is still here; try again in a moment.',
  internal: 'Something went wrong on the server.',
});
