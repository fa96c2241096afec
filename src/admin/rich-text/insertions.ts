import {
  IconBlockquote,
  IconCode,
  IconH2,
  IconH3,
  IconLayoutNavbarExpand,
  IconList,
  IconListNumbers,
  IconMinus,
  IconPhoto,
  IconTable,
} from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import type { ComponentType } from 'react';
import { t } from './texts';

/** What an address is asked for. */
export type AddressPurpose = 'LINK' | 'IMAGE' | 'EMBED';

/** A block that can be begun by name, from the menu that "/" opens. */
export interface Insertion {
  label: string;
  /** What one may type to find it, beside its label. */
  words: string;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  run(editor: Editor, ask: (purpose: AddressPurpose) => void): void;
}

/** In the order of the menu. */
export const INSERTIONS: readonly Insertion[] = [
  {
    label: t('heading2'),
    words: 'h2 heading title',
    icon: IconH2,
    run: editor => editor.chain().focus().setHeading({ level: 2 }).run(),
  },
  {
    label: t('heading3'),
    words: 'h3 subheading',
    icon: IconH3,
    run: editor => editor.chain().focus().setHeading({ level: 3 }).run(),
  },
  {
    label: t('bulletList'),
    words: 'ul list bullets',
    icon: IconList,
    run: editor => editor.chain().focus().toggleBulletList().run(),
  },
  {
    label: t('orderedList'),
    words: 'ol list numbers',
    icon: IconListNumbers,
    run: editor => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    label: t('quote'),
    words: 'blockquote citation',
    icon: IconBlockquote,
    run: editor => editor.chain().focus().toggleBlockquote().run(),
  },
  {
    label: t('codeBlock'),
    words: 'pre program',
    icon: IconCode,
    run: editor => editor.chain().focus().toggleCodeBlock().run(),
  },
  {
    label: t('table'),
    words: 'rows columns grid',
    icon: IconTable,
    run: editor => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
  },
  { label: t('image'), words: 'picture photo', icon: IconPhoto, run: (_editor, ask) => ask('IMAGE') },
  { label: t('embed'), words: 'video tweet map', icon: IconLayoutNavbarExpand, run: (_editor, ask) => ask('EMBED') },
  {
    label: t('divider'),
    words: 'hr rule line',
    icon: IconMinus,
    run: editor => editor.chain().focus().setHorizontalRule().run(),
  },
];
