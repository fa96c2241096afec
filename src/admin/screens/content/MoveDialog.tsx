import { Button, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import { type ContentType, titleOf } from '../../content/content-type';
import { pickerDocumentFor } from '../../content/document-for';
import classes from './list.module.css';
import { t } from './texts';
import treeClasses from './tree.module.css';

const QUIET_MS = 180;
const MOST = 50;
const TOP = '';

interface MoveDialogProps {
  type: ContentType;
  locale: string | null;
  id: string;
  title: string;
  /** Where it stands now; null for the top. */
  parentId: string | null | undefined;
  /** Whether that document is the one that is moved, or known to stand below it. */
  isWithin(id: string): boolean;
  onMove(parentId: string | null, parentTitle: string): void;
  onClose(): void;
}

interface Found {
  page: {
    nodes: { id: string; path: string; slug: string; [property: string]: unknown }[];
    pageInfo: { hasNextPage: boolean };
  };
}

/** Asks below which document of the tree one is to stand. */
export function MoveDialog({ type, locale, title, parentId, isWithin, onMove, onClose }: MoveDialogProps) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), QUIET_MS);
  const [target, setTarget] = useState<{ id: string; title: string } | null>(null);
  const [{ data }] = useQuery<Found>({
    query: pickerDocumentFor(type),
    variables: { search: search || null, locale, first: MOST },
    requestPolicy: 'network-only',
  });
  const found = (data?.page.nodes ?? [])
    .filter(({ id }) => !isWithin(id))
    .map(node => ({ id: node.id, title: titleOf(node, type.titleField), path: node.path }));
  const top = { id: TOP, title: t('atTop'), path: '' };
  const offered = search === '' ? [top, ...found] : found;
  const now = parentId === null ? TOP : parentId;
  return (
    <Modal opened onClose={onClose} title={t('moveTitle', { title })} size={440} centered>
      <form
        className={classes.dialog}
        onSubmit={event => {
          event.preventDefault();
          if (target) onMove(target.id === TOP ? null : target.id, target.title);
        }}
      >
        <TextInput
          aria-label={t('moveFind')}
          placeholder={t('moveFind')}
          data-autofocus
          autoComplete="off"
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <div className={treeClasses.targets} role="radiogroup" aria-label={t('moveBelow')}>
          {offered.map(({ id, title: name, path }) => (
            <label key={id} className={treeClasses.target}>
              <input
                type="radio"
                name="target"
                className="visually-hidden"
                checked={target?.id === id}
                disabled={id === now}
                onChange={() => setTarget({ id, title: name })}
              />
              <b className={id === now ? 'dim' : undefined}>{name}</b>
              {id !== TOP && <small className="mono dim">{`/${path}`}</small>}
            </label>
          ))}
          {data && offered.length === 0 && <p className="dim">{t('moveNothing', { text: search })}</p>}
          {data?.page.pageInfo.hasNextPage && <p className="dim">{t('moveMore')}</p>}
        </div>
        <div className={classes.dialogFoot}>
          <Button size="sm" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button size="sm" type="submit" className="solid" disabled={target === null}>
            {t('moveVerb')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
