import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useClient } from 'urql';
import { toast, toastFault } from '../../components/toast';
import { type ContentType, mayDo, mutationOf, titleOf } from '../../content/content-type';
import { mutationDocumentFor, pickerDocumentFor } from '../../content/document-for';
import type { DocumentLink } from '../../editing/field-values';
import { t } from './texts';
import classes from './widgets.module.css';

const QUIET_MS = 180;
const MOST = 12;
const CREATE = ':create';

interface DocumentPickerProps {
  type: ContentType;
  locale: string;
  /** What is written in the box while nobody searches. */
  shown?: string;
  placeholder: string;
  /** Documents that are not offered again. */
  without?: readonly string[];
  onPick(link: DocumentLink): void;
  /** Names the box for those who do not see what it belongs to. */
  label: string;
  id?: string | undefined;
  readOnly?: boolean | undefined;
  invalid?: boolean;
}

interface Found {
  id: string;
  slug: string;
  state: string;
  [property: string]: unknown;
}

/** A box in which documents of a type are found by searching, and made when there is none. */
export function DocumentPicker(props: DocumentPickerProps) {
  const { type, locale, shown = '', placeholder, without = [], onPick, label, readOnly, invalid } = props;
  const own = useId();
  const [search, setSearch] = useState<string | null>(null);
  const [found, setFound] = useState<{ for: string; nodes: Found[]; more: boolean } | null>(null);
  const [making, setMaking] = useState(false);
  const client = useClient();
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch(null);
    },
    onDropdownOpen: () => setSearch(typed => typed ?? ''),
  });
  const latest = useRef<string | null>(null);
  latest.current = search;

  useEffect(() => {
    if (search === null) return;
    const find = async () => {
      const variables = { search: search.trim() || null, locale, first: MOST };
      const { data } = await client
        .query(pickerDocumentFor(type), variables, { requestPolicy: 'network-only' })
        .toPromise();
      if (!data || latest.current !== search) return;
      const { nodes, pageInfo } = (data as { page: { nodes: Found[]; pageInfo: { hasNextPage: boolean } } }).page;
      setFound({ for: search, nodes, more: pageInfo.hasNextPage });
      combobox.updateSelectedOptionIndex();
    };
    const timer = setTimeout(() => void find(), found === null ? 0 : QUIET_MS);
    return () => clearTimeout(timer);
  }, [search, locale, type, client]);

  const pick = (link: DocumentLink) => {
    onPick(link);
    setSearch(null);
    combobox.closeDropdown();
  };
  const title = (search ?? '').trim();
  const create = async () => {
    setMaking(true);
    const mutation = mutationOf(type, 'create') as string;
    const document = mutationDocumentFor(mutation, `document: ${type.singular} { __typename id slug state }`);
    const { data, error } = await client.mutation(document, { input: { [type.titleField]: title } }).toPromise();
    setMaking(false);
    const payload = (data as { payload?: { document: Found | null; userErrors: { message: string }[] } } | undefined)
      ?.payload;
    if (payload?.document) {
      pick({ linked: true, id: payload.document.id, title, state: payload.document.state });
      toast(t('created', { title }));
    } else toastFault(payload?.userErrors[0]?.message ?? error?.message ?? '');
  };
  const offered = (found?.nodes ?? []).filter(({ id }) => !without.includes(id));
  const mayCreate = title !== '' && canBeMadeInPlace(type) && found?.for === search;
  return (
    <Combobox
      store={combobox}
      shadow="md"
      onOptionSubmit={chosen => {
        const node = offered.find(({ id }) => id === chosen);
        if (chosen === CREATE) void create();
        else if (node) {
          pick({ linked: true, id: node.id, title: titleOf(node, type.titleField), state: node.state });
        }
      }}
    >
      <Combobox.Target>
        <TextInput
          id={props.id ?? own}
          aria-label={label}
          placeholder={placeholder}
          readOnly={readOnly}
          error={invalid}
          autoComplete="off"
          value={search ?? shown}
          onChange={event => {
            setSearch(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onClick={() => !readOnly && combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          rightSection={making ? <Loader size={14} /> : readOnly ? null : <Combobox.Chevron />}
          rightSectionPointerEvents="none"
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={260} className={classes.options} aria-label={t('search')}>
          {offered.map(node => (
            <Combobox.Option key={node.id} value={node.id}>
              <span className={classes.found}>
                <span>{titleOf(node, type.titleField)}</span>
                {node.state === 'DRAFT' && <small className="dim">{t('draft')}</small>}
              </span>
            </Combobox.Option>
          ))}
          {found && offered.length === 0 && !mayCreate && (
            <Combobox.Empty>{title === '' ? t('none') : t('nothing', { search: title })}</Combobox.Empty>
          )}
          {mayCreate && !offered.some(node => titleOf(node, type.titleField).toLowerCase() === title.toLowerCase()) && (
            <Combobox.Option value={CREATE}>
              <span className={classes.create}>
                <IconPlus size={14} stroke={1.7} />
                {t('create', { title })}
              </span>
            </Combobox.Option>
          )}
        </Combobox.Options>
        {found?.more && <Combobox.Footer className="dim">{t('more')}</Combobox.Footer>}
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** Whether a title is all that a new document of the type needs. */
function canBeMadeInPlace(type: ContentType): boolean {
  const needed = type.fields.filter(field => field.required && field.defaultValue == null && !field.list);
  return (
    mayDo(type, 'WRITE') && mutationOf(type, 'create') !== null && needed.every(({ name }) => name === type.titleField)
  );
}
