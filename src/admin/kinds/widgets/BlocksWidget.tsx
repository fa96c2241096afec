import { ActionIcon, Button, Input, Menu } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconCopy, IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { ulid } from 'ulid';
import { type BlockValue, type DocumentLink, firstValues } from '../../editing/field-values';
import { linesOf } from '../../editing/rich-text-lines';
import { moved, SortableList } from './SortableList';
import { t } from './texts';
import classes from './widgets.module.css';
import { faultsAt, faultText, frameOf, type WidgetProps } from './widget';

type Component = NonNullable<WidgetProps['field']['blocks']>[number];

/** Components in the order that somebody gives them, each a small form. */
export function BlocksWidget(props: WidgetProps) {
  const { field, value, onChange, readOnly, faults, place } = props;
  const blocks = (value as readonly BlockValue[] | null) ?? [];
  const components = field.blocks ?? [];
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const { label, description } = frameOf(props);
  const componentOf = (block: BlockValue) => components.find(({ name }) => name === block.type);
  const nameOf = (block: BlockValue) => componentOf(block)?.label ?? block.type;

  const add = (component: Component) =>
    onChange([...blocks, { key: ulid(), type: component.name, values: firstValues(component.fields) }]);
  const replace = (index: number, block: BlockValue) => onChange(blocks.with(index, block));
  const toggle = (key: string) =>
    setClosed(before => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });

  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      description={blocks.length === 0 ? description : null}
      error={faultText(faults.filter(({ path }) => path.length === 0))}
      inputWrapperOrder={['label', 'description', 'error', 'input']}
    >
      <SortableList
        items={blocks}
        keyOf={({ key }) => key}
        nameOf={nameOf}
        label={field.label}
        className={classes.blocks}
        readOnly={readOnly === true}
        onMove={(from, to) => onChange(moved(blocks, from, to))}
      >
        {(block, handle, index) => {
          const component = componentOf(block);
          return (
            <BlockCard
              block={block}
              name={nameOf(block)}
              handle={handle}
              open={!closed.has(block.key)}
              onToggle={() => toggle(block.key)}
              actions={
                !readOnly && (
                  <>
                    <ActionIcon
                      size={24}
                      aria-label={t('duplicate', { what: nameOf(block) })}
                      onClick={() => onChange(blocks.toSpliced(index + 1, 0, { ...block, key: ulid() }))}
                    >
                      <IconCopy size={14} stroke={1.7} />
                    </ActionIcon>
                    <ActionIcon
                      size={24}
                      aria-label={t('remove', { what: nameOf(block) })}
                      onClick={() => onChange(blocks.toSpliced(index, 1))}
                    >
                      <IconTrash size={14} stroke={1.7} />
                    </ActionIcon>
                  </>
                )
              }
            >
              {component ? (
                component.fields.map(inner => {
                  const Inner = place.widgetOf(inner.kind);
                  return (
                    <Inner
                      key={inner.name}
                      {...props}
                      field={inner}
                      value={block.values[inner.name]}
                      faults={faultsAt(faults, String(index), component.inputName, inner.inputName)}
                      onChange={next => replace(index, { ...block, values: { ...block.values, [inner.name]: next } })}
                    />
                  );
                })
              ) : (
                <p className="dim">{t('unknownBlock')}</p>
              )}
            </BlockCard>
          );
        }}
      </SortableList>
      {!readOnly && (
        <Menu position="bottom-start" width={280}>
          <Menu.Target>
            <Button leftSection={<IconPlus size={14} stroke={1.7} />}>{t('addBlock')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {components.map(component => (
              <Menu.Item key={component.name} onClick={() => add(component)}>
                <span className={classes.option}>
                  <span>{component.label}</span>
                  <small className="dim">{component.description}</small>
                </span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Input.Wrapper>
  );
}

interface BlockCardProps {
  block: BlockValue;
  name: string;
  handle: ReactNode;
  open: boolean;
  onToggle(): void;
  actions: ReactNode;
  children: ReactNode;
}

function BlockCard({ block, name, handle, open, onToggle, actions, children }: BlockCardProps) {
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <section className={classes.block} aria-label={name}>
      <header>
        {handle}
        <button
          type="button"
          className={classes.fold}
          aria-expanded={open}
          aria-label={t(open ? 'collapse' : 'expand', { what: name })}
          onClick={onToggle}
        >
          <Chevron size={14} stroke={1.7} />
          <b>{name}</b>
          {!open && <span className="dim">{summaryOf(block)}</span>}
        </button>
        {actions}
      </header>
      {open && <div className={classes.blockBody}>{children}</div>}
    </section>
  );
}

/** The first words of a block, for when it is folded. */
function summaryOf({ values }: BlockValue): string {
  for (const value of Object.values(values)) {
    if (typeof value === 'string' && value.trim() !== '' && !/^[A-Z_]+$/.test(value)) return value;
    const [first] = Array.isArray(value) ? value : [value];
    if (typeof first !== 'object' || first === null) continue;
    if ((first as DocumentLink).linked) return (first as DocumentLink).title ?? '';
    const line = linesOf(first).find(({ text }) => text.trim() !== '');
    if (line) return line.text;
  }
  return '';
}
