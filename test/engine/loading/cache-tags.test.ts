import { CacheTags, noteDocument, noteList, uncacheable } from '../../../src/engine/loading/cache-tags';

const collecting = () => ({ cacheTags: new CacheTags() });

describe('the tags of an execution', () => {
  it('name each document that was asked for, and each type that was listed', () => {
    const ctx = collecting();
    noteDocument(ctx, 'Author', 'A1');
    noteDocument(ctx, 'Author', 'A1');
    noteDocument(ctx, 'Author', 'A2');
    noteList(ctx, 'Article');
    expect(ctx.cacheTags.settled()).toEqual(['list:Article', 'Author:A1', 'Author:A2']);
  });

  it('name the type alone where the type was listed, whichever came first', () => {
    const ctx = collecting();
    noteDocument(ctx, 'Article', 'X1');
    noteList(ctx, 'Article');
    noteDocument(ctx, 'Article', 'X2');
    expect(ctx.cacheTags.settled()).toEqual(['list:Article']);
  });

  it('name the type instead of more than 64 of its documents', () => {
    const ctx = collecting();
    for (let id = 1; id <= 64; id++) noteDocument(ctx, 'Tag', String(id));
    noteDocument(ctx, 'Tag', '64');
    expect(ctx.cacheTags.settled()).toHaveLength(64);
    noteDocument(ctx, 'Tag', '65');
    expect(ctx.cacheTags.settled()).toEqual(['list:Tag']);
  });

  it('are none for an answer that noted nothing, or that was called uncacheable at any time', () => {
    expect(collecting().cacheTags.settled()).toBeNull();
    const ctx = collecting();
    uncacheable(ctx);
    noteList(ctx, 'Article');
    expect(ctx.cacheTags.settled()).toBeNull();
  });

  it('cost nothing where no answer is shared', () => {
    const ctx = { cacheTags: null };
    expect(() => [noteDocument(ctx, 'Tag', '1'), noteList(ctx, 'Tag'), uncacheable(ctx)]).not.toThrow();
  });
});
