import { ActionIcon, Button, Menu, Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useMay } from '../../api/session';
import { Confirm } from '../../components/Confirm';
import { ErrorNote } from '../../components/ErrorNote';
import { LinkButton } from '../../components/LinkButton';
import { Page } from '../../components/Page';
import { columnsOf, writeColumns } from '../../content/columns';
import { type Condition, formsOf } from '../../content/conditions';
import { type ContentType, mayDo, mutationOf, titleOf } from '../../content/content-type';
import type { ContentModel } from '../../content/content-types';
import { exportSearchOf } from '../../content/export-search';
import {
  conditionsOf,
  isNarrowed,
  isTreeShown,
  type ListSearch,
  listVariables,
  shownSort,
  withConditions,
  writeListSearch,
} from '../../content/list-query';
import { chooseAll, countOf, EVERYTHING, extend, keepKnown, NOTHING, toggle } from '../../content/selection';
import { formatNumber } from '../../i18n/formats';
import { listKindOf } from '../../kinds/list-kinds';
import { BulkBar } from './BulkBar';
import type { FilterWorld } from './ConditionEditor';
import { DisplayMenu } from './DisplayMenu';
import { FilterButton, FilterChips } from './Filters';
import { KeyHints } from './KeyHints';
import { columnFor } from './list-cells';
import { LayoutSwitch } from './LayoutSwitch';
import { ListGrid } from './ListGrid';
import { MoveDialog } from './MoveDialog';
import { NothingHere } from './NothingHere';
import type { RowActions } from './ListRow';
import classes from './list.module.css';
import { SearchBox } from './SearchBox';
import { t } from './texts';
import { type BulkVerb, type Targets, type Times, useBulk, VERBS, verbsOf } from './use-bulk';
import { TreeGrid } from './TreeGrid';
import { type KeptList, useChanges, useContentList } from './use-content-list';
import { useContentTree } from './use-content-tree';
import { useListKeys } from './use-list-keys';
import { treeKeysFor, useTreeKeys } from './use-tree-keys';
import { useTreeMoves } from './use-tree-moves';
import { Views } from './Views';

const ScheduleDialog = lazy(async () => ({ default: (await import('../editor/ScheduleDialog')).ScheduleDialog }));
const FIRST = { index: 0, id: undefined };
const PHONE = '(max-width: 760px)';

/** What waits for an answer: a confirmation, or a time. */
interface Asked {
  verb: BulkVerb;
  targets: Targets;
  count: number;
}

/** The list that was left last to look into a document. */
let leftBehind: KeptList | null = null;

/** The list of one type: its views, filters and rows, and what is done with them. */
export function ListScreen({ type, model }: { type: ContentType; model: ContentModel }) {
  const search = useSearch({ from: '/inside/content/$type' });
  const navigate = useNavigate();
  const narrow = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  const scroller = useRef<HTMLDivElement>(null);
  const find = useRef<HTMLInputElement>(null);
  const { byName: types, locales, defaultLocale } = model;
  const languages = locales.length;

  const show = useCallback(
    (next: ListSearch) =>
      void navigate({ to: '/content/$type', params: { type: type.plural }, search: next, replace: true }),
    [navigate, type.plural],
  );
  const forms = useMemo(() => formsOf(type, kind => listKindOf(kind).form), [type]);
  const conditions = useMemo(() => conditionsOf(search, forms), [search, forms]);
  const names = useMemo(() => columnsOf(type, languages, search.columns), [type, languages, search.columns]);
  const columns = useMemo(
    () => names.map(name => columnFor(name, { type, types, locales })),
    [names, type, types, locales],
  );
  const variablesOf = useCallback(
    (of: ListSearch) => listVariables(type, forms, { ...of, locale: of.locale ?? defaultLocale }, new Date()),
    [type, forms, defaultLocale],
  );
  const variables = useMemo(() => variablesOf(search), [variablesOf, search]);
  const isTree = isTreeShown(type, search);
  const address = type.plural + writeListSearch(search);
  const [kept] = useState(() => (leftBehind?.address === address ? leftBehind : null));
  const paged = useContentList(type, types, names, variables, !isTree, kept);
  const branched = useContentTree(type, types, names, variables.locale, isTree);
  const { rows, total, loading, error, news } = branched ?? paged;
  const list = branched?.tree ?? paged.list;
  const hasMore = !branched && paged.hasMore;
  useChanges(type, list);
  const order = useMemo(() => rows.map(({ id }) => id), [rows]);

  const [pointed, setPointed] = useState<{ index: number; id: string | undefined }>(kept ?? FIRST);
  // In a tree rows come and go above the current one: there it is known by its id.
  const known = isTree && pointed.id !== undefined ? order.indexOf(pointed.id) : -1;
  const current = known >= 0 ? known : pointed.index;
  const [chosen, setSelection] = useState(NOTHING);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [busy, setBusy] = useState(false);
  const [moving, setMoving] = useState<string | null>(null);
  const shownFor = useRef(list);
  if (shownFor.current !== list) {
    shownFor.current = list;
    setPointed(FIRST);
    setSelection(NOTHING);
    scroller.current?.scrollTo({ top: 0 });
  }
  const isBack = useRef(false);
  useLayoutEffect(() => {
    if (isBack.current || rows.length === 0) return;
    isBack.current = true;
    leftBehind = null;
    if (kept) scroller.current?.scrollTo({ top: kept.top });
  }, [kept, rows.length]);
  const selection = useMemo(() => keepKnown(chosen, order), [chosen, order]);
  const count = countOf(selection, total ?? 0);
  const verbs = useMemo(() => verbsOf(type), [type]);
  const bulk = useBulk(type);

  const carryOut = async (verb: BulkVerb, targets: Targets, times: Times = {}): Promise<boolean> => {
    setBusy(true);
    const done = await bulk(verb, targets, times);
    setBusy(false);
    if (!done) return false;
    setAsked(null);
    setSelection(NOTHING);
    if ('ids' in targets) void list.lookAgain(targets.ids);
    return true;
  };
  const begin = (verb: BulkVerb, targets: Targets, many: number) => {
    if (verb === 'schedule' || 'matching' in targets || many > 20) setAsked({ verb, targets, count: many });
    else void carryOut(verb, targets);
  };

  const open = (index: number) => {
    const entry = rows[index];
    if (!entry) return;
    const top = scroller.current?.scrollTop ?? 0;
    const whole = isTree ? { key: null, list: null } : { key: paged.key, list: paged.list };
    leftBehind = { address, ...whole, index, id: entry.id, top };
    const locale = search.locale && search.locale !== defaultLocale ? { locale: search.locale } : {};
    void navigate({ to: '/content/$type/$id', params: { type: type.plural, id: entry.id }, search: locale });
  };
  const latest = useRef({ open, order, begin });
  latest.current = { open, order, begin };
  const actions = useMemo(
    (): RowActions => ({
      open: index => latest.current.open(index),
      point: index => setPointed({ index, id: latest.current.order[index] }),
      toggle(index, range) {
        const { order: known } = latest.current;
        setSelection(before => (range ? extend(before, known[index], known) : toggle(before, known[index])));
      },
      verbs,
      act: (verb, id) => latest.current.begin(verb, { ids: [id] }, 1),
      move: isTree && mayDo(type, 'WRITE') ? setMoving : undefined,
    }),
    [verbs, isTree, type],
  );
  useListKeys({
    move(by, extending) {
      const next = Math.max(0, Math.min(rows.length - 1, current + by));
      if (rows.length === 0) return;
      if (extending)
        setSelection(before => extend(before.anchor ? before : toggle(before, order[current]), order[next], order));
      setPointed({ index: next, id: order[next] });
    },
    toggle: () => order[current] && setSelection(before => toggle(before, order[current])),
    open: () => open(current),
    search: () => find.current?.focus(),
    clear: () => setSelection(NOTHING),
  });

  const currentId = order[current];
  const mayMove = branched !== null && mayDo(type, 'WRITE') && mutationOf(type, 'move') !== null;
  const moves = useTreeMoves(branched?.tree, type.titleField);
  const follow = (id: string) => setPointed({ index: current, id });
  useTreeKeys(
    branched && currentId
      ? treeKeysFor(branched, currentId, follow, step => {
          if (!mayMove) return;
          moves.step(currentId, step);
          follow(currentId);
        })
      : null,
  );

  const setConditions = (next: readonly Condition[]) => show(withConditions(search, next));
  const worldWithout = (field: string | null): FilterWorld => ({
    ...{ type, types, forms },
    variables: variablesOf(
      withConditions(
        search,
        conditions.filter(condition => condition.field !== field),
      ),
    ),
  });
  const filters = { worldWithout, conditions, onChange: setConditions };
  const more = useCallback(() => void paged.list.more(), [paged.list]);
  const sort = shownSort(type, search);
  const mayExport = useMay('exports.write');
  const mayCreate = mayDo(type, 'WRITE') && mutationOf(type, 'create') !== null;
  const creation = (label: string) => (
    <LinkButton
      to="/content/$type/$id"
      params={{ type: type.plural, id: 'new' }}
      className="solid"
      leftSection={<IconPlus size={14} stroke={2} aria-hidden />}
    >
      {label}
    </LinkButton>
  );
  const label = type.label.toLowerCase();

  return (
    <Page
      title={type.pluralLabel}
      note={total === null ? undefined : formatNumber(total)}
      layout="bare"
      actions={
        <>
          {mayExport && (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon aria-label={t('listMenu')}>
                  <IconDots size={16} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => void navigate({ to: '/exports/new', search: exportSearchOf(type, search) })}>
                  {t('export')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
          {mayCreate && creation(narrow ? t('newShort') : t('new', { type: label }))}
        </>
      }
    >
      <div className={classes.tools}>
        <Views type={type} search={search} onShow={next => show({ ...next, rows: search.rows, view: search.view })} />
        <div className={classes.gap} />
        {type.localized && languages > 1 && (
          <Select
            className={classes.language}
            aria-label={t('language')}
            allowDeselect={false}
            value={search.locale ?? defaultLocale}
            onChange={next => show({ ...search, locale: next === defaultLocale ? undefined : (next ?? undefined) })}
            data={locales.map(({ tag }) => tag)}
          />
        )}
        <SearchBox
          ref={find}
          label={t('search', { types: type.pluralLabel.toLowerCase() })}
          value={search.q ?? ''}
          onChange={q => show({ ...search, q: q || undefined })}
        />
        {type.tree && (
          <LayoutSwitch
            isTree={isTree}
            onTree={() => show({ ...search, view: undefined, q: undefined, filter: undefined, sort: undefined })}
            onList={() => show({ ...search, view: 'list' })}
          />
        )}
        <FilterButton {...filters} />
        <DisplayMenu
          type={type}
          languages={languages}
          columns={names}
          compact={search.rows === 'compact'}
          onColumns={next => show({ ...search, columns: writeColumns(type, languages, next) })}
          onCompact={compact => show({ ...search, rows: compact ? 'compact' : undefined })}
        />
      </div>
      {conditions.length > 0 && (
        <div className={classes.chips}>
          <FilterChips {...filters} />
          <button type="button" className="link" onClick={() => setConditions([])}>
            {t('clear')}
          </button>
        </div>
      )}
      {news > 0 && (
        <Button className={classes.news} onClick={() => void list.begin()}>
          {t('news', { count: news })}
        </Button>
      )}
      {error ? (
        <div className={classes.fault}>
          <ErrorNote error={error} onRetry={() => void list.begin()} />
        </div>
      ) : rows.length === 0 && !loading ? (
        <NothingHere
          type={type}
          search={search}
          onClear={() => show({ ...search, q: undefined, filter: undefined })}
          action={mayCreate && !isNarrowed(search) ? creation(t('first')) : undefined}
        />
      ) : branched ? (
        <TreeGrid
          {...{ columns, selection, narrow, scroller, actions, mayMove }}
          world={{ type, types, locales }}
          tree={branched.tree}
          snapshot={branched}
          current={currentId}
          compact={search.rows === 'compact'}
          said={moves.said}
          onMove={(id, place) => void moves.move(id, place)}
          onSort={next => show({ ...search, sort: next })}
          onChooseAll={all => setSelection(all ? chooseAll(order) : NOTHING)}
        />
      ) : (
        <ListGrid
          {...{ columns, rows, loading, hasMore, current, selection, sort, narrow, scroller, actions }}
          world={{ type, types, locales }}
          total={total ?? rows.length}
          compact={search.rows === 'compact'}
          onSort={next => show({ ...search, sort: next })}
          onChooseAll={all => setSelection(all ? chooseAll(order) : NOTHING)}
          onMore={more}
        />
      )}
      {!narrow && <KeyHints shown={rows.length} total={total} isTree={isTree} />}
      {count > 0 && (
        <BulkBar
          count={count}
          matching={!selection.all && selection.ids.size >= rows.length && hasMore ? total : null}
          verbs={verbs}
          busy={busy}
          onMatching={() => setSelection(EVERYTHING)}
          onVerb={verb => begin(verb, selection.all ? { matching: variables } : { ids: [...selection.ids] }, count)}
          onClear={() => setSelection(NOTHING)}
        />
      )}
      {moving !== null && branched && (
        <MoveDialog
          type={type}
          locale={variables.locale}
          id={moving}
          title={titleOf(branched.tree.entry(moving) ?? {}, type.titleField)}
          parentId={branched.tree.parentOf(moving)}
          isWithin={id => branched.tree.isWithin(id, moving)}
          onMove={(parentId, parentTitle) => {
            setMoving(null);
            void moves.move(moving, { parentId }, parentTitle);
          }}
          onClose={() => setMoving(null)}
        />
      )}
      {asked?.verb === 'schedule' && (
        <Suspense>
          <ScheduleDialog
            onClose={() => setAsked(null)}
            onPlan={({ what, at }) => carryOut('schedule', asked.targets, { [what]: at })}
          />
        </Suspense>
      )}
      {asked && asked.verb !== 'schedule' && (
        <Confirm
          opened
          title={t('confirmTitle', { verb: t(`verb.${asked.verb}`), count: asked.count })}
          action={t(`verb.${asked.verb}`)}
          danger={VERBS[asked.verb].right === 'DELETE'}
          onConfirm={() => carryOut(asked.verb, asked.targets)}
          onClose={() => setAsked(null)}
        >
          {'matching' in asked.targets && <p>{t('confirmJob')}</p>}
          {asked.verb === 'trash' && <p>{t('confirmTrash')}</p>}
        </Confirm>
      )}
    </Page>
  );
}
