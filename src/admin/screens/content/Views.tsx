import { Button, Checkbox, Menu, Modal, TextInput } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { problemsAt } from '../../api/faults';
import { graphql } from '../../api/graphql';
import { useMay } from '../../api/session';
import { useChange } from '../../api/use-change';
import { toast, toastFault } from '../../components/toast';
import { type ContentType, mayDo } from '../../content/content-type';
import { isSameView, type ListSearch, parseListSearch, writeListSearch } from '../../content/list-query';
import classes from './list.module.css';
import { t } from './texts';

const SAVED_VIEWS = graphql(`
  query SavedViews($type: String!) {
    savedViews(type: $type) {
      viewId
      name
      query
      shared
      own
    }
  }
`);
const SAVE_VIEW = graphql(`
  mutation SaveView($input: SaveViewInput!) {
    saveView(input: $input) {
      view {
        viewId
        name
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);
const DELETE_VIEW = graphql(`
  mutation DeleteView($input: DeleteViewInput!) {
    deleteView(input: $input) {
      viewId
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const BUILT_IN = [
  { key: 'drafts', search: { filter: 'state:in:DRAFT' } },
  { key: 'scheduled', search: { filter: 'state:in:SCHEDULED' } },
  { key: 'changed', search: { filter: 'state:in:CHANGED' } },
] as const;

interface ViewsProps {
  type: ContentType;
  search: ListSearch;
  onShow(search: ListSearch): void;
}

/** The views of a list: those that every list has, one's own, and those that others share. */
export function Views({ type, search, onShow }: ViewsProps) {
  const [{ data }, reload] = useQuery({ query: SAVED_VIEWS, variables: { type: type.name } });
  const [remove] = useChange(DELETE_VIEW);
  const mayTidy = useMay('settings.manage');
  const [save] = useChange(SAVE_VIEW);
  const [saving, setSaving] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const views = data?.savedViews ?? [];
  const all = [
    { id: 'all', name: t('all', { types: type.pluralLabel.toLowerCase() }), search: {} as ListSearch },
    ...BUILT_IN.map(({ key, search: own }) => ({ id: key as string, name: t(key), search: own as ListSearch })),
    ...views.map(({ viewId, name, query }) => ({ id: viewId, name, search: parseListSearch(query) })),
  ];
  const shown = all.find(view => isSameView(view.search, search));
  const saved = views.find(({ viewId }) => viewId === shown?.id);
  const forget = async () => {
    if (!saved) return;
    const { payload, problems } = await remove({ input: { viewId: saved.viewId } });
    if (!payload) return toastFault(problems[0]?.message ?? '');
    toast(t('viewDeleted', { name: saved.name }));
    reload({ requestPolicy: 'network-only' });
    onShow({});
  };
  const share = async () => {
    if (!saved) return;
    const { viewId, name, query } = saved;
    const shared = !saved.shared;
    const { payload, problems } = await save({ input: { viewId, type: type.name, name, query, shared } });
    if (!payload) return toastFault(problems[0]?.message ?? '');
    toast(t(shared ? 'viewIsShared' : 'viewIsOwn', { name }));
    reload({ requestPolicy: 'network-only' });
  };
  return (
    <>
      <div className={classes.views} role="group" aria-label={t('views')}>
        {all.map(view => (
          <button key={view.id} type="button" aria-pressed={view === shown} onClick={() => onShow(view.search)}>
            {view.name}
          </button>
        ))}
        {saved && (saved.own || mayTidy) && (
          <Menu position="bottom-start">
            <Menu.Target>
              <button type="button" aria-label={t('viewMenu', { name: saved.name })} className={classes.viewMenu}>
                <IconDots size={14} />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {saved.shared && <Menu.Label>{t('sharedView')}</Menu.Label>}
              {saved.own && <Menu.Item onClick={() => setRenaming(true)}>{t('renameView')}</Menu.Item>}
              {saved.own && (saved.shared || mayDo(type, 'WRITE')) && (
                <Menu.Item onClick={() => void share()}>{t(saved.shared ? 'unshareView' : 'shareView')}</Menu.Item>
              )}
              <Menu.Item color="red" onClick={() => void forget()}>
                {t('deleteView')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
        {!shown && (
          <button type="button" className={classes.saveView} onClick={() => setSaving(true)}>
            {t('saveView')}
          </button>
        )}
      </div>
      {saving && (
        <SaveViewDialog
          type={type}
          search={search}
          onClose={() => setSaving(false)}
          onSaved={() => reload({ requestPolicy: 'network-only' })}
        />
      )}
      {renaming && saved && (
        <SaveViewDialog
          type={type}
          search={search}
          view={saved}
          onClose={() => setRenaming(false)}
          onSaved={() => reload({ requestPolicy: 'network-only' })}
        />
      )}
    </>
  );
}

interface SaveViewDialogProps {
  type: ContentType;
  search: ListSearch;
  /** The view that is renamed; a new one is made when left out. */
  view?: { viewId: string; name: string; query: string; shared: boolean };
  onClose(): void;
  onSaved(): void;
}

function SaveViewDialog({ type, search, view, onClose, onSaved }: SaveViewDialogProps) {
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const [save, { busy, problems }] = useChange(SAVE_VIEW);
  const submit = async () => {
    const query = view?.query ?? writeListSearch({ ...search, rows: undefined });
    const { payload } = await save({ input: { viewId: view?.viewId, type: type.name, name, query, shared } });
    if (!payload) return;
    toast(t(view ? 'viewRenamed' : 'viewSaved', { name: name.trim() }));
    onSaved();
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t(view ? 'renameViewTitle' : 'saveViewTitle')} size={360} centered>
      <form
        className={classes.dialog}
        onSubmit={event => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextInput
          label={t('viewName')}
          data-autofocus
          maxLength={60}
          value={name}
          error={problemsAt(problems, 'name') ?? problems[0]?.message}
          onChange={event => setName(event.currentTarget.value)}
        />
        {!view && mayDo(type, 'WRITE') && (
          <Checkbox
            label={t('viewShared')}
            checked={shared}
            onChange={event => setShared(event.currentTarget.checked)}
          />
        )}
        <div className={classes.dialogFoot}>
          <Button size="sm" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button size="sm" type="submit" className="solid" disabled={name.trim() === ''} loading={busy}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
