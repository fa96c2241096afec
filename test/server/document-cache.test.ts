import { buildSchema } from 'graphql';
import { createDocumentCache } from '../../src/server/document-cache';
import { DEFAULT_LIMITS } from '../../src/server/operation-limits';

const cache = (hideSuggestions = false) =>
  createDocumentCache({
    schema: buildSchema('type Query { hello: String }'),
    introspection: false,
    limits: DEFAULT_LIMITS,
    hideSuggestions,
  });

const documentOf = (found: ReturnType<ReturnType<typeof cache>['find']>) =>
  'document' in found ? found.document : null;
const messageOf = (found: ReturnType<ReturnType<typeof cache>['find']>) =>
  'errors' in found ? found.errors[0].message : '';

describe('the document cache', () => {
  it('gives the same document for the same text', () => {
    const { find } = cache();
    expect(documentOf(find('{ hello }'))).toBe(documentOf(find('{ hello }')));
    expect(documentOf(find('{ hello }'))).not.toBeNull();
  });

  it('lets go of the document that was used longest ago', () => {
    const { find } = cache();
    const [kept, dropped] = [documentOf(find('{ hello }')), documentOf(find('{ hello  }'))];
    for (let i = 0; i < 499; i++) {
      find('{ hello }');
      find(`{ a${i}: hello }`);
    }
    expect(documentOf(find('{ hello }'))).toBe(kept);
    expect(documentOf(find('{ hello  }'))).not.toBe(dropped);
  });

  it('refuses introspection when that is off', () => {
    expect(messageOf(cache().find('{ __schema { queryType { name } } }'))).toContain('introspection');
  });

  it('suggests field names only where the schema may be known', () => {
    expect(messageOf(cache().find('{ helo }'))).toContain('Did you mean "hello"?');
    expect(messageOf(cache(true).find('{ helo }'))).toBe('Cannot query field "helo" on type "Query".');
  });
});
