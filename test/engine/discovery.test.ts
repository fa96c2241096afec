import { Content } from '../../src/engine/content/content';
import { ContentType, definitionOf } from '../../src/engine/content/content-type';
import { Text } from '../../src/engine/content/fields';
import { discoverEntities } from '../../src/engine/discovery';

it('a content type can not take a table of the engine for its own', () => {
  @ContentType({ plural: 'jobs', slugFrom: 'title', description: 'Work that somebody offers.' })
  class Vacancy extends Content {
    @Text()
    title!: string;
  }
  expect(definitionOf(Vacancy).live.rows).toBe('jobs');
  expect(discoverEntities).toThrow('Vacancy and Job would share the table "jobs"; give one of them another `table`.');
});
