import { fillsTile, positionIn } from '../../../src/admin/media/asset-picture';
import { assetVariables, isNarrowed, readMediaSearch } from '../../../src/admin/media/asset-search';

const picture = (width: number, height: number, focalPoint: { x: number; y: number } | null = null) => ({
  ...{ kind: 'IMAGE', url: '/media/1', width, height, focalPoint },
});

describe('a crop', () => {
  it('keeps the middle in sight when no focal point is set', () => {
    expect(positionIn(picture(400, 200), 1)).toBe('50% 50%');
  });

  it('has the focal point in its middle, as far as the picture reaches', () => {
    // A square of a picture twice as wide shows half of it: a point at 60 % stands 35 % from where it begins.
    expect(positionIn(picture(400, 200, { x: 0.6, y: 0.1 }), 1)).toBe('70% 50%');
    expect(positionIn(picture(400, 200, { x: 0.05, y: 0.5 }), 1)).toBe('0% 50%');
    expect(positionIn(picture(200, 400, { x: 0.5, y: 0.95 }), 1)).toBe('50% 100%');
  });

  it('is in the middle of a picture whose size is not known', () => {
    expect(positionIn({ kind: 'IMAGE', url: '', width: null, height: null }, 2)).toBe('50% 50%');
  });
});

it('tiles are filled with photographs, and show small or long pictures whole', () => {
  expect([picture(1600, 900), picture(64, 64), picture(3000, 400)].map(fillsTile)).toEqual([true, false, false]);
});

describe('the address of the library', () => {
  it('keeps what is known and drops the rest', () => {
    expect(
      readMediaSearch({ q: 2024, kind: 'IMAGE', private: 'maybe', sort: 'BYTES_DESC', view: 'list', x: 1 }),
    ).toEqual({
      q: '2024',
      kind: 'IMAGE',
      private: undefined,
      alt: undefined,
      sort: 'BYTES_DESC',
      view: 'list',
    });
  });

  it('becomes what the API is asked', () => {
    expect(assetVariables({ q: ' fog ', kind: 'IMAGE', private: 'no', alt: 'missing' })).toEqual({
      filter: { kind: ['IMAGE'], private: false, withoutAlt: true },
      search: 'fog',
      sort: 'CREATED_AT_DESC',
    });
    expect(isNarrowed({ view: 'list', sort: 'BYTES_ASC' })).toBe(false);
  });
});
