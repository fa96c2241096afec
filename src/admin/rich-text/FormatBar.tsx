import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconBlockquote,
  IconBold,
  IconCode,
  IconDots,
  IconH2,
  IconH3,
  IconH4,
  IconItalic,
  IconLayoutNavbarExpand,
  IconLink,
  IconList,
  IconListNumbers,
  IconMinus,
  IconPhoto,
  IconSourceCode,
  IconStrikethrough,
  IconSubscript,
  IconSuperscript,
  IconTable,
  IconUnderline,
} from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import type { ComponentType } from 'react';
import type { AddressPurpose } from './insertions';
import classes from './rich-text.module.css';
import { t } from './texts';

const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl+';
const ICON = { size: 16, stroke: 1.7 };

type Icon = ComponentType<{ size?: number; stroke?: number }>;
interface Tool {
  label: string;
  icon: Icon;
  key?: string;
  active(editor: Editor): boolean;
  run(editor: Editor): unknown;
}

const mark = (name: string, label: string, icon: Icon, run: Tool['run'], key?: string): Tool => ({
  label,
  icon,
  key,
  active: editor => editor.isActive(name),
  run,
});

const BOLD = mark('bold', t('bold'), IconBold, editor => editor.chain().focus().toggleBold().run(), 'B');
const ITALIC = mark('italic', t('italic'), IconItalic, editor => editor.chain().focus().toggleItalic().run(), 'I');
const heading = (level: 2 | 3 | 4, label: string, icon: Icon): Tool => ({
  label,
  icon,
  active: editor => editor.isActive('heading', { level }),
  run: editor => editor.chain().focus().toggleHeading({ level }).run(),
});
const BLOCKS: readonly Tool[] = [
  heading(2, t('heading2'), IconH2),
  heading(3, t('heading3'), IconH3),
  mark('blockquote', t('quote'), IconBlockquote, editor => editor.chain().focus().toggleBlockquote().run()),
  mark('bulletList', t('bulletList'), IconList, editor => editor.chain().focus().toggleBulletList().run()),
  mark('orderedList', t('orderedList'), IconListNumbers, editor => editor.chain().focus().toggleOrderedList().run()),
  mark('codeBlock', t('codeBlock'), IconSourceCode, editor => editor.chain().focus().toggleCodeBlock().run()),
];
const MORE: readonly Tool[] = [
  mark('underline', t('underline'), IconUnderline, editor => editor.chain().focus().toggleUnderline().run(), 'U'),
  mark('strike', t('strike'), IconStrikethrough, editor => editor.chain().focus().toggleStrike().run()),
  mark('code', t('code'), IconCode, editor => editor.chain().focus().toggleCode().run(), 'E'),
  mark('subscript', t('subscript'), IconSubscript, editor => editor.chain().focus().toggleSubscript().run()),
  mark('superscript', t('superscript'), IconSuperscript, editor => editor.chain().focus().toggleSuperscript().run()),
  heading(4, t('heading4'), IconH4),
];
const ALL = [BOLD, ITALIC, ...BLOCKS, ...MORE];

interface FormatBarProps {
  editor: Editor;
  ask(purpose: AddressPurpose): void;
  /** Only what is for words: the bubble above a selection. */
  brief?: boolean;
}

/** The buttons that form the text of an editor. */
export function FormatBar({ editor, ask, brief = false }: FormatBarProps) {
  const { pressed, link, table } = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      pressed: ALL.filter(tool => tool.active(current)).map(({ label }) => label),
      link: current.isActive('link'),
      table: current.isActive('table'),
    }),
    equalityFn: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  });
  const button = (tool: Tool) => (
    <ToolButton
      key={tool.label}
      label={tool.label}
      icon={tool.icon}
      hint={tool.key && `${MOD}${tool.key}`}
      pressed={pressed.includes(tool.label)}
      onClick={() => tool.run(editor)}
    />
  );
  return (
    <>
      {button(BOLD)}
      {button(ITALIC)}
      <ToolButton label={t('link')} icon={IconLink} hint={`${MOD}K`} pressed={link} onClick={() => ask('LINK')} />
      <i className={classes.rule} aria-hidden />
      {(brief ? BLOCKS.slice(0, 3) : BLOCKS).map(button)}
      {!brief && (
        <>
          <i className={classes.rule} aria-hidden />
          <ToolButton label={t('image')} icon={IconPhoto} onClick={() => ask('IMAGE')} />
          {table ? (
            <TableMenu editor={editor} />
          ) : (
            <ToolButton
              label={t('table')}
              icon={IconTable}
              onClick={() => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()}
            />
          )}
          <Menu position="bottom-start" width={200}>
            <Menu.Target>
              <ActionIcon aria-label={t('more')} onMouseDown={event => event.preventDefault()}>
                <IconDots {...ICON} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {MORE.map(({ label, icon: Icon, run }) => (
                <Menu.CheckboxItem key={label} checked={pressed.includes(label)} onChange={() => run(editor)}>
                  <span className={classes.item}>
                    <Icon size={14} stroke={1.7} />
                    {label}
                  </span>
                </Menu.CheckboxItem>
              ))}
              <Menu.Divider />
              <Menu.Item leftSection={<IconLayoutNavbarExpand size={14} />} onClick={() => ask('EMBED')}>
                {t('embed')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconMinus size={14} />}
                onClick={() => editor.chain().focus().setHorizontalRule().run()}
              >
                {t('divider')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      )}
    </>
  );
}

interface ToolButtonProps {
  label: string;
  icon: Icon;
  hint?: string | undefined;
  pressed?: boolean;
  onClick(): void;
}

function ToolButton({ label, icon: Icon, hint, pressed, onClick }: ToolButtonProps) {
  return (
    <Tooltip label={hint ? `${label}  ${hint}` : label}>
      <ActionIcon
        aria-label={label}
        aria-pressed={pressed}
        // The selection stays where it is.
        onMouseDown={event => event.preventDefault()}
        onClick={onClick}
      >
        <Icon {...ICON} />
      </ActionIcon>
    </Tooltip>
  );
}

function TableMenu({ editor }: { editor: Editor }) {
  const chain = () => editor.chain().focus();
  return (
    <Menu position="bottom-start" width={210}>
      <Menu.Target>
        <ActionIcon aria-label={t('tableMenu')} aria-pressed onMouseDown={event => event.preventDefault()}>
          <IconTable {...ICON} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => chain().addRowAfter().run()}>{t('rowBelow')}</Menu.Item>
        <Menu.Item onClick={() => chain().addColumnAfter().run()}>{t('columnRight')}</Menu.Item>
        <Menu.Item onClick={() => chain().toggleHeaderRow().run()}>{t('headerRow')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => chain().deleteRow().run()}>{t('deleteRow')}</Menu.Item>
        <Menu.Item onClick={() => chain().deleteColumn().run()}>{t('deleteColumn')}</Menu.Item>
        <Menu.Item className={classes.grave} onClick={() => chain().deleteTable().run()}>
          {t('deleteTable')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
