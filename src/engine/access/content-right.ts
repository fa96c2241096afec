import { registerEnumType } from 'type-graphql';

/** A right on content, as the API names it. */
export enum ContentRight {
  READ = 'read',
  WRITE = 'write',
  PUBLISH = 'publish',
  DELETE = 'delete',
}
registerEnumType(ContentRight, {
  name: 'ContentRight',
  description: 'What somebody may do with content.',
  valuesConfig: {
    READ: { description: 'See it: drafts and history too, unless the grant is for what is live.' },
    WRITE: { description: 'Make it and change it.' },
    PUBLISH: { description: 'Make it live, plan that, and take it down.' },
    DELETE: { description: 'Put it into the trash, take it out of there, and delete it for good.' },
  },
});
