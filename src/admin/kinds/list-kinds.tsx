import { Tooltip } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Ago } from '../components/Ago';
import { Face } from '../components/Face';
import { type ContentField, type ContentType, titleOf } from '../content/content-type';
import { formatDay, formatNumber } from '../i18n/formats';
import type { Pictured } from '../media/asset-picture';
import { AssetThumb } from '../media/AssetThumb';
import classes from './list-kinds.module.css';
import type { ListKind } from './list-kind';
import { t } from './texts';

type Types = ReadonlyMap<string, ContentType>;
interface Linked {
  id: string;
  [property: string]: unknown;
}

const plain = (value: unknown) => <span className={classes.text}>{String(value)}</span>;
const byName = ({ name }: ContentField) => name;
const labelOf = (value: unknown, { choices }: ContentField) =>
  choices?.find(choice => choice.value === value)?.label ?? String(value);

const TEXT: ListKind = { selection: byName, width: 'minmax(100px, 180px)', cell: plain, form: 'text' };
const MONO: ListKind = {
  ...TEXT,
  cell: value => <span className={`mono ${classes.text}`}>{String(value)}</span>,
};

function linkSelection({ name, targetType }: ContentField, types: Types): string {
  const title = targetType === null || targetType === undefined ? undefined : types.get(targetType)?.titleField;
  return `${name} { __typename id slug _locale { requested } ${title ?? ''} }`;
}

function linkTitle(link: Linked, { targetType }: ContentField, types: Types): string {
  return titleOf(link, types.get(targetType ?? '')?.titleField ?? 'slug');
}

/** People are told by their initials, other documents by their title alone. */
const PEOPLE = /author|person|people|user|speaker|editor|host/i;

/** How lists show and filter each kind that the API names; a kind without an entry fails a test. */
export const LIST_KINDS: Readonly<Record<string, ListKind>> = {
  TEXT,
  SLUG: MONO,
  EMAIL: TEXT,
  LINK: { ...TEXT, cell: value => plain(String(value).replace(/^https?:\/\//, '')) },
  COLOR: {
    ...TEXT,
    width: '108px',
    cell: value => (
      <span className={classes.color}>
        <i style={{ background: String(value) }} />
        <span className="mono">{String(value)}</span>
      </span>
    ),
  },
  NUMBER: {
    selection: byName,
    width: '88px',
    align: 'end',
    cell: value => <span className="num dim">{formatNumber(Number(value))}</span>,
    form: 'number',
  },
  BOOLEAN: {
    selection: byName,
    width: '80px',
    cell: value =>
      value === true ? (
        <IconCheck size={14} stroke={2} role="img" aria-label={t('yes')} />
      ) : (
        <span className="visually-hidden">{t('no')}</span>
      ),
    form: 'boolean',
  },
  MOMENT: {
    selection: byName,
    width: '104px',
    align: 'end',
    cell: value => (
      <span className="dim">
        <Ago at={String(value)} />
      </span>
    ),
    form: 'moment',
  },
  DAY: {
    selection: byName,
    width: '104px',
    align: 'end',
    cell: value => <time className="dim">{formatDay(`${String(value)}T00:00:00`)}</time>,
    form: 'day',
  },
  CHOICE: {
    selection: byName,
    width: 'minmax(88px, 128px)',
    cell: (value, field) => plain(labelOf(value, field)),
    form: 'choice',
  },
  CHOICES: {
    selection: byName,
    width: 'minmax(100px, 160px)',
    cell: (value, field) => plain((value as string[]).map(one => labelOf(one, field)).join(', ')),
    form: 'choices',
  },
  GEO_POINT: {
    selection: ({ name }) => `${name} { latitude longitude }`,
    width: '132px',
    cell(value) {
      const { latitude, longitude } = value as { latitude: number; longitude: number };
      return <span className="num dim">{`${latitude.toFixed(3)}, ${longitude.toFixed(3)}`}</span>;
    },
    form: 'presence',
  },
  RICH_TEXT: {
    selection: ({ name }) => `${name} { text }`,
    width: 'minmax(120px, 240px)',
    cell: value => plain((value as { text: string }).text.slice(0, 120)),
    form: null,
  },
  BLOCKS: {
    selection: ({ name }) => `${name} { __typename }`,
    width: '96px',
    cell: value => <span className="dim">{t('blocks', { count: (value as unknown[]).length })}</span>,
    form: null,
  },
  JSON: {
    selection: byName,
    width: 'minmax(100px, 180px)',
    cell: value => <span className={`mono ${classes.text}`}>{JSON.stringify(value)}</span>,
    form: null,
  },
  REFERENCE: {
    selection: linkSelection,
    width: 'minmax(112px, 168px)',
    cell(value, field, types) {
      const title = linkTitle(value as Linked, field, types);
      const person = PEOPLE.test(field.name) || PEOPLE.test(field.targetType ?? '');
      return (
        <span className={classes.link}>
          {person && <Face id={(value as Linked).id} name={title} />}
          <span className={classes.text}>{title}</span>
        </span>
      );
    },
    form: 'reference',
  },
  REFERENCES: {
    selection: linkSelection,
    width: 'minmax(112px, 180px)',
    cell(value, field, types) {
      const titles = (value as Linked[]).map(link => linkTitle(link, field, types));
      if (titles.length === 0) return null;
      const shown = (
        <span className={classes.link}>
          <span className={classes.text}>{titles[0]}</span>
          {titles.length > 1 && <span className={classes.more}>{t('more', { count: titles.length - 1 })}</span>}
        </span>
      );
      return titles.length === 1 ? shown : <Tooltip label={titles.slice(0, 12).join(', ')}>{shown}</Tooltip>;
    },
    form: 'references',
  },
  MEDIA: {
    selection: ({ name }) => `${name} { __typename id filename kind width height focalPoint { x y } placeholder url }`,
    width: '72px',
    cell(value) {
      const asset = value as Pictured & { filename: string };
      return (
        <span className={classes.media} title={asset.filename}>
          <AssetThumb asset={asset} size="small" />
          <span className="visually-hidden">{asset.filename}</span>
        </span>
      );
    },
    form: 'presence',
  },
};

/** The entry of a kind; one that the dashboard does not know yet is shown as text. */
export const listKindOf = (kind: string): ListKind => LIST_KINDS[kind] ?? TEXT;
