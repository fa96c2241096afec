import { defineTexts } from '../../i18n/texts';

export const t = defineTexts('settings', {
  heading: 'Site settings',
  title: 'Name of the site',
  titleNote: 'For feeds, mails and previews.',
  description: 'Description',
  descriptionNote: 'One or two sentences about the site as a whole.',
  save: 'Save',
  saved: 'The settings are saved.',
  languages: 'Languages',
  languagesNote: 'Set by whoever runs the server, in KEELSON_CONTENT_LOCALES.',
  original: 'Original',
  fallsBack: 'Shows {languages} where there is no translation',
  leaveTitle: 'Leave without saving?',
  leaveText: 'What you changed here is not saved.',
  leave: 'Leave',
});
