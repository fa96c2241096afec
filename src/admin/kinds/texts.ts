import { defineTexts } from '../i18n/texts';

export const t = defineTexts('kinds', {
  yes: 'Yes',
  no: 'No',
  blocks: { one: '{count} block', other: '{count} blocks' },
  characters: { one: '{count} character', other: '{count} characters' },
  more: '+{count}',
  json: 'JSON',
});
