const { isObjectType } = require('graphql');

/**
 * Says to the normalized cache by what each type is told apart: those with an `id` by that; those whose name's last word has an id of
 * its own (`ApiToken.tokenId`) by that one; all others are part of what they are in.
 */
module.exports.plugin = schema => {
  const types = Object.values(schema.getTypeMap()).filter(
    type => isObjectType(type) && !type.name.startsWith('__') && !isRoot(schema, type),
  );
  const lines = types
    .map(type => ({ name: type.name, fields: type.getFields(), own: ownIdOf(type.name) }))
    .filter(({ fields }) => !fields.id)
    .map(({ name, fields, own }) => `  ${name}: ${fields[own] ? `'${own}'` : 'null'},`);
  return [
    '/** The field that tells the objects of a type apart where that is not `id`; null: part of what they are in. */',
    `export const KEY_FIELDS: Readonly<Record<string, string | null>> = {\n${lines.join('\n')}\n};`,
    '',
  ].join('\n');
};

function isRoot(schema, type) {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(type);
}

function ownIdOf(name) {
  const [word] = /[A-Z][a-z]*$/.exec(name) ?? [name];
  return `${word.toLowerCase()}Id`;
}
