import { defineTexts } from '../i18n/texts';

export const t = defineTexts('components', {
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  failed: 'This could not be loaded',
  request: 'Request {id}',
  loading: 'Loading',
  menu: 'Open menu',
  copy: 'Copy',
  copied: 'Copied',
  asTable: 'As a table',
  time: 'Time',
});
