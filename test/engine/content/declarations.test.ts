import { createConnection } from 'mysql2/promise';
import { Block } from '../../../src/engine/content/block';
import { completeContentTypes } from '../../../src/engine/content/complete-content-types';
import { Content } from '../../../src/engine/content/content';
import { ContentType, definitionOf } from '../../../src/engine/content/content-type';
import {
  Blocks,
  Choice,
  Flag,
  Json,
  NumberField,
  Reference,
  References,
  RichTextField,
  Text,
} from '../../../src/engine/content/fields';
import { RESERVED_WORDS } from '../../../src/platform/database/reserved-words';

const description = 'A type that nobody should declare.';

describe('a type that can not work', () => {
  let sentences: string;

  // All are declared at once: the program says everything that is wrong at its start.
  function declareFaultyTypes(): void {
    @ContentType({ plural: 'empties', slugFrom: 'title', description })
    class Empty extends Content {}

    @Block({ description })
    class Part {
      @Text({ sortable: true })
      key!: string;
    }

    @ContentType({ plural: 'groups', slugFrom: 'long', description })
    class Faulty extends Content {
      @Text({ max: 600, sortable: true })
      long!: string;

      @Text({ unique: true, localized: true })
      both!: string;

      @Text({ searchable: true, private: true })
      secret!: string;

      @Text()
      order!: string;

      @Text()
      nodes!: string;

      @Text()
      publish!: string;

      @Text()
      emptyId!: string;

      @Text({ default: 'x\0' })
      broken!: string;

      @NumberField({ min: 2, max: 1, integer: true, decimals: 2 })
      amount!: number;

      @Choice({ choices: { small: 'Written wrongly.' } })
      choice!: string;

      @Json({ schema: { type: 'nonsense' } })
      json!: unknown;

      @Reference(() => Empty)
      empty!: Empty;

      @References(() => Empty, { singular: 'thing' })
      ones!: Empty[];

      @References(() => Empty, { singular: 'thing' })
      others!: Empty[];

      @Blocks(() => [Part])
      parts!: unknown;

      @References(() => Slugless, { inverse: 'body' })
      slugless!: Slugless[];

      @Blocks(() => [class Loose {}])
      loose!: unknown;
    }

    @ContentType({ plural: 'empties', slugFrom: 'flag', description })
    class Twin extends Content {
      @Flag()
      flag!: boolean;
    }

    @ContentType({ plural: 'slugless', slugFrom: 'nothing', description })
    class Slugless extends Content {
      @RichTextField()
      body!: unknown;
    }

    class Long extends Content {
      @Text({ max: 300 })
      title!: string;
    }
    for (let index = 0; index < 34; index++) Text({ max: 500 })(Long.prototype, `text${index}`);
    ContentType({ plural: 'longs', slugFrom: 'title', description })(Long);
    expect([Empty, Faulty, Twin, Slugless, Long].map(definitionOf)).toHaveLength(5);
  }

  beforeAll(() => {
    declareFaultyTypes();
    try {
      completeContentTypes();
    } catch (error) {
      sentences = (error as Error).message;
    }
  });

  it.each([
    'Empty has no fields.',
    'Faulty.long: lists can not be sorted by values of this kind or length.',
    'Faulty.both: a localized field can not be unique.',
    'Faulty.secret: what is private can not be searched: the search would tell it.',
    'Faulty.order: "order" is a reserved word of MySQL or MariaDB.',
    'Faulty.nodes: the name "nodes" is taken: it is part of every list.',
    'Faulty.publish: the name "publish" is taken: it is part of every input.',
    'Faulty.empty: the name "emptyId" is taken: it is used by Faulty.emptyId.',
    'Faulty.broken: the default is not valid.',
    'Faulty.amount: `min` is greater than `max`.',
    'Faulty.amount: whole numbers have no decimals.',
    'Faulty.choice: "small" must be written LIKE_THIS',
    'Faulty.json: the JSON Schema is not sound',
    'Faulty.others: the name "thingIds" is taken: it is used by Faulty.ones.',
    'Part.key: the name "key" is taken: it is what every block has.',
    'Part.key: a field of a component can not be sortable.',
    'Faulty.loose: Loose is not declared with @Block.',
    'Faulty.ones: Empty can\'t list who refers to it as "groups", which is the list of Faulty.empty. Name the list by `inverse`',
    'Faulty.slugless: Slugless can\'t list who refers to it as "body", which is the field Slugless.body.',
    'Long: its columns take 70,',
    'Faulty: the table "groups" would be a reserved word of MySQL or MariaDB.',
    'Twin: the name "empties" is taken',
    'Twin.flag: slugs are made from texts.',
    'Slugless: slugs are to be made from "nothing", but there is no such field.',
  ])('is refused at the start: %s', sentence => {
    expect(sentences).toContain(sentence);
  });
});

it('every word that this database reserves is known', async () => {
  const connection = await createConnection(`${process.env.TEST_DATABASE_URL}/`);
  const [keywords] = await connection.query('SELECT * FROM information_schema.KEYWORDS');
  const words = (keywords as Record<string, string>[]).map(keyword => Object.values(keyword)[0].toLowerCase());
  const unknown: string[] = [];
  for (const word of words.filter(candidate => /^\w+$/.test(candidate) && !RESERVED_WORDS.has(candidate))) {
    await connection
      .query(`PREPARE probe FROM 'CREATE TABLE test_${word} (${word} INT)'`)
      .catch((error: { errno: number }) => {
        if (error.errno === 1064) unknown.push(word);
      });
  }
  await connection.end();
  expect(words.length).toBeGreaterThan(300);
  expect(unknown).toEqual([]);
});
