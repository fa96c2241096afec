import type { RoleFactsFragment } from '../../src/admin/api/generated/graphql';
import { draftOf, inputOf } from '../../src/admin/screens/people/role-draft';

type Grant = RoleFactsFragment['grants'][number];

const grant = (part: Partial<Grant> & Pick<Grant, 'right'>): Grant => ({
  ...{ types: null, own: false, live: false, fields: null, locales: null, ownLocales: false },
  ...part,
});

const role = (part: Partial<RoleFactsFragment>): RoleFactsFragment => ({
  ...{ roleId: '1', name: 'Desk', description: 'News', builtIn: null, permissions: [], grants: [], updatedAt: '' },
  ...part,
});

describe('a role as its table shows it', () => {
  it('has a cell for each type and right, and one for all types', () => {
    const { cells, permissions } = draftOf(
      role({
        permissions: ['content.read', 'media.read'],
        grants: [
          grant({ right: 'WRITE', types: ['Article', 'Page'], own: true }),
          grant({ right: 'WRITE', types: ['Article'], fields: ['title'] }),
          grant({ right: 'DELETE' }),
        ],
      }),
    );
    expect(permissions).toEqual(['media.read']);
    expect(cells).toEqual({
      '* READ': [{}],
      '* DELETE': [{}],
      'Article WRITE': [{ own: true }, { fields: ['title'] }],
      'Page WRITE': [{ own: true }],
    });
  });

  it('comes back as what the API has, said once for all types that have it alike', () => {
    const stored = role({
      permissions: ['media.read', 'content.read'],
      grants: [
        grant({ right: 'WRITE', types: ['Article', 'Page'], own: true, locales: ['de'] }),
        grant({ right: 'WRITE', types: ['Article'], fields: ['title'] }),
        grant({ right: 'PUBLISH', ownLocales: false, own: true }),
      ],
    });
    expect(inputOf(draftOf(stored))).toEqual({
      name: 'Desk',
      description: 'News',
      permissions: ['media.read', 'content.read'],
      grants: [
        { right: 'WRITE', types: ['Article', 'Page'], own: true, locales: ['de'] },
        { right: 'WRITE', types: ['Article'], fields: ['title'] },
        { right: 'PUBLISH', own: true },
      ],
    });
  });

  it('keeps what fields one type may have apart from those of another', () => {
    const grants = [
      grant({ right: 'READ', types: ['Article'], fields: ['title'] }),
      grant({ right: 'READ', types: ['Page'], fields: ['title'] }),
    ];
    expect(inputOf(draftOf(role({ grants }))).grants).toHaveLength(2);
  });
});
