import { type ClassType, createUnionType, Field, ID, InputType } from 'type-graphql';
import { isUlid, newId } from '../../../platform/crypto/new-id';
import { acceptId, acceptIds, acceptValues, type Faults, note } from '../accept-values';
import { type BlockDefinition, blockNamed, blockOf, describeReference, idProperty, type StoredBlock } from '../block';
import { describe } from '../apply-output';
import { FieldFault, type FieldKind, type FieldOptions, type FieldPlace, JSON_TEXT } from '../field-kinds';

/** How many blocks a field holds unless its declaration says otherwise. */
const DEFAULT_MAX = 500;

/** What GraphQL makes of components, once for each name. */
const made = new Map<string, object>();

function once<Type extends object>(name: string, make: () => Type): Type {
  const known = made.get(name) as Type | undefined;
  if (known) return known;
  const fresh = make();
  made.set(name, fresh);
  return fresh;
}

/** `program` of Event -> `EventProgramBlock`. */
function blockName({ owner, property }: FieldPlace): string {
  return `${owner}${property[0].toUpperCase()}${property.slice(1)}Block`;
}

/** A list of components, each with a key of its own. */
export const BLOCKS: FieldKind = {
  ...JSON_TEXT,
  name: 'BLOCKS',
  max: DEFAULT_MAX,
  output: place => [
    once(blockName(place), () =>
      createUnionType({
        name: blockName(place),
        description: `One of the components of which ${place.property} of ${place.owner} is composed.`,
        types: () => componentsOf(place.options).map(({ entity }) => entity) as [ClassType],
        resolveType: block => (block as { __typename: string }).__typename,
      }),
    ),
  ],
  input: place => [once(`${blockName(place)}Input`, () => fieldInput(place))],
  filter: () => null,
  accept(value, options) {
    if (!Array.isArray(value)) throw new FieldFault('It must be a list.');
    const { max = DEFAULT_MAX } = options;
    if (value.length > max) throw new FieldFault(`There are ${value.length} blocks; ${max} are allowed.`);
    const faults: Faults = [];
    const components = componentsOf(options);
    const keys = new Set<string>();
    const blocks = value.map((item, index) => {
      const block = acceptBlock((item ?? {}) as Record<string, unknown>, components, [index], faults);
      if (keys.has(block.key)) note(faults, `The key "${block.key}" is there twice.`, [index, 'key']);
      keys.add(block.key);
      return block;
    });
    const [first, ...others] = faults.map(({ message, path }) => new FieldFault(message, path));
    if (first) throw new FieldFault(first.message, first.path, others);
    return blocks;
  },
  words: value => (value as StoredBlock[]).map(wordsOf).filter(Boolean).join('\n'),
};

/** The components that a field is composed of. */
export function componentsOf({ blocks }: FieldOptions): BlockDefinition[] {
  return (blocks?.() ?? []).map(blockOf);
}

function acceptBlock(
  item: Record<string, unknown>,
  components: readonly BlockDefinition[],
  path: (string | number)[],
  faults: Faults,
): StoredBlock {
  const given = components.filter(({ singular }) => item[singular] != null);
  if (item.key != null && !isUlid(item.key))
    note(faults, `"${String(item.key).slice(0, 40)}" is not the key of a block; leave it out for a new one.`, [
      ...path,
      'key',
    ]);
  const key = item.key == null ? newId() : String(item.key);
  if (given.length !== 1) {
    note(
      faults,
      `A block is exactly one of ${components.map(({ singular }) => singular).join(', ')}; here are ${given.length}.`,
      path,
    );
    return { key, type: '', values: {} };
  }
  const [component] = given;
  return {
    key,
    type: component.name,
    values: acceptContents(component, item[component.singular], [...path, component.singular], faults),
  };
}

function acceptContents(
  { values: fields, references }: BlockDefinition,
  item: unknown,
  path: (string | number)[],
  faults: Faults,
): Record<string, unknown> {
  const input = item as Record<string, unknown>;
  const values = acceptValues(fields, input, { mode: 'create', path, faults });
  for (const field of references) {
    const property = idProperty(field);
    const given = input[property] ?? null;
    if (field.arity === 'MANY') values[property] = acceptIds((given ?? []) as unknown[], [...path, property], faults);
    else if (given !== null) values[property] = acceptId(given, [...path, property], faults);
    else if (field.options.optional) values[property] = null;
    else note(faults, `\`${property}\` must have a value.`, [...path, property]);
  }
  return Object.fromEntries(
    Object.entries(values).map(([property, value]) => [property, value instanceof Date ? value.toISOString() : value]),
  );
}

function wordsOf({ type, values }: StoredBlock): string {
  const fields = blockNamed(type)?.values ?? [];
  return fields
    .filter(({ property, options, kind }) => options.searchable && kind.words && values[property] != null)
    .map(({ property, kind }) => kind.words?.(kind.fromJson(values[property])))
    .join('\n');
}

/** `EventProgramBlockInput`: a key, and one optional field for each component. GraphQL has no input unions yet. */
function fieldInput(place: FieldPlace): ClassType {
  const name = `${blockName(place)}Input`;
  const Input = { [name]: class {} }[name];
  Field(() => ID, { nullable: true, description: 'The key of a block that is there already; left out for a new one.' })(
    Input.prototype,
    'key',
  );
  for (const component of componentsOf(place.options)) {
    const ComponentInput = componentInput(component);
    Field(() => ComponentInput, { nullable: true, description: component.description })(
      Input.prototype,
      component.singular,
    );
  }
  InputType(name, {
    description: `A block of ${place.property} of ${place.owner}: exactly one of its components.`,
  })(Input);
  return Input;
}

function componentInput(component: BlockDefinition): ClassType {
  const name = `${component.name}Input`;
  return once(name, () => {
    const Input = { [name]: class {} }[name];
    for (const { property, kind, options } of component.values) {
      const type = kind.input({ owner: component.name, property, options });
      const nullable = options.optional || options.default !== undefined || kind.name === 'BOOLEAN';
      Field(() => type as typeof String, { nullable, description: describe(component.name, { property, options }) })(
        Input.prototype,
        property,
      );
    }
    for (const field of component.references) {
      const many = field.arity === 'MANY';
      Field(() => (many ? [ID] : ID), {
        nullable: many || field.options.optional,
        description: describeReference(component, field),
      })(Input.prototype, idProperty(field));
    }
    InputType(name, { description: component.description })(Input);
    return Input;
  });
}
