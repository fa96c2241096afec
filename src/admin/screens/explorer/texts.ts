import { defineTexts } from '../../i18n/texts';

export const t = defineTexts('explorer', {
  title: 'API explorer',
  frame: 'GraphiQL, signed in as you',
  ownTab: 'Open in a tab',
  offTitle: 'The explorer is not there',
  offText: 'This server was started without it (KEELSON_GRAPHQL_GRAPHIQL), or it has not been built.',
});
