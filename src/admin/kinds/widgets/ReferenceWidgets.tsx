import { ActionIcon, Input, Tooltip } from '@mantine/core';
import { IconExternalLink, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import type { DocumentLink } from '../../editing/field-values';
import { DocumentPicker } from './DocumentPicker';
import { moved, SortableList } from './SortableList';
import { t } from './texts';
import classes from './widgets.module.css';
import { faultText, frameOf, type WidgetProps } from './widget';

const nameOf = ({ id, title }: DocumentLink) => title ?? t('unknown', { id: id.slice(-6) });

/** One other document: searched for, and opened from here. */
export function ReferenceWidget(props: WidgetProps) {
  const { field, value, onChange, readOnly, faults, place } = props;
  const id = useId();
  const link = value as DocumentLink | null;
  const type = place.types.get(field.targetType ?? '');
  const { label, description, inputWrapperOrder } = frameOf(props);
  const error = faultText(faults);
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error} inputWrapperOrder={inputWrapperOrder}>
      <div className={classes.reference}>
        {type ? (
          <DocumentPicker
            id={id}
            type={type}
            locale={place.locale}
            label={field.label}
            shown={link ? nameOf(link) : ''}
            placeholder={t('choose', { what: type.label.toLowerCase() })}
            readOnly={readOnly}
            invalid={error !== null}
            onPick={onChange}
          />
        ) : (
          <span className="dim">{link ? nameOf(link) : t('notSet')}</span>
        )}
        {link && type && (
          <Tooltip label={t('open')}>
            <ActionIcon
              renderRoot={root => (
                <Link {...root} to="/content/$type/$id" params={{ type: type.plural, id: link.id }} target="_blank" />
              )}
              aria-label={`${t('open')}: ${nameOf(link)}`}
            >
              <IconExternalLink size={14} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )}
        {link && !readOnly && !field.required && (
          <ActionIcon aria-label={t('remove', { what: nameOf(link) })} onClick={() => onChange(null)}>
            <IconX size={14} stroke={1.7} />
          </ActionIcon>
        )}
      </div>
    </Input.Wrapper>
  );
}

/** Other documents in an order of their own. */
export function ReferencesWidget(props: WidgetProps) {
  const { field, value, onChange, readOnly, faults, place } = props;
  const id = useId();
  const links = (value as readonly DocumentLink[] | null) ?? [];
  const type = place.types.get(field.targetType ?? '');
  const { label, description, inputWrapperOrder } = frameOf(props);
  return (
    <Input.Wrapper
      id={id}
      label={label}
      description={description}
      error={faultText(faults)}
      inputWrapperOrder={inputWrapperOrder}
    >
      {links.length > 0 && (
        <SortableList
          items={links}
          keyOf={link => link.id}
          nameOf={nameOf}
          label={field.label}
          className={classes.links}
          readOnly={readOnly === true || links.length < 2}
          onMove={(from, to) => onChange(moved(links, from, to))}
        >
          {(link, handle) => (
            <span className={classes.linkRow}>
              {handle}
              {type ? (
                <Link
                  to="/content/$type/$id"
                  params={{ type: type.plural, id: link.id }}
                  target="_blank"
                  draggable={false}
                >
                  {nameOf(link)}
                </Link>
              ) : (
                <span>{nameOf(link)}</span>
              )}
              {link.state === 'DRAFT' && <small className="dim">{t('draft')}</small>}
              {!readOnly && (
                <ActionIcon
                  size={22}
                  aria-label={t('remove', { what: nameOf(link) })}
                  onClick={() => onChange(links.filter(other => other.id !== link.id))}
                >
                  <IconX size={13} stroke={1.7} />
                </ActionIcon>
              )}
            </span>
          )}
        </SortableList>
      )}
      {type && !readOnly && (
        <DocumentPicker
          id={id}
          type={type}
          locale={place.locale}
          label={t('add', { what: type.label.toLowerCase() })}
          placeholder={t('add', { what: type.label.toLowerCase() })}
          without={links.map(link => link.id)}
          onPick={link => onChange([...links, link])}
        />
      )}
    </Input.Wrapper>
  );
}
