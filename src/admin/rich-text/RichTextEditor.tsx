import type { Editor } from '@tiptap/core';
import { EditorContent, useEditor } from '@tiptap/react';
import { BubbleMenu } from '@tiptap/react/menus';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useMay } from '../api/session';
import { ProgressBar } from '../components/ProgressBar';
import { valuesEqual } from '../editing/values-equal';
import { AddressBox } from './AddressBox';
import { cleanPaste } from './clean-paste';
import { imagesIn, useImageUploads } from './image-uploads';
import { editorExtensions } from './extensions';
import { FormatBar } from './FormatBar';
import type { AddressPurpose } from './insertions';
import classes from './rich-text.module.css';
import { type KeyTaker, SlashMenu } from './SlashMenu';
import { t } from './texts';

const MediaPicker = lazy(async () => ({ default: (await import('../media/MediaPicker')).MediaPicker }));

/** An editor that a bar elsewhere on the screen can form. */
export interface ActiveEditor {
  editor: Editor;
  ask(purpose: AddressPurpose): void;
}

interface RichTextEditorProps {
  /** A rich text document, or null. */
  value: unknown;
  onChange(value: unknown): void;
  label: string;
  /** The language of the words, for spelling. */
  lang: string;
  readOnly?: boolean;
  /** On the paper its bar stands elsewhere, and follows the editor that has the focus; in a form it brings its own. */
  onPaper?: boolean;
  /** The first one on a paper is formed before anything has the focus. */
  onActive?(active: ActiveEditor): void;
  describedBy?: string | undefined;
}

const EMPTY = { type: 'doc', content: [{ type: 'paragraph' }] };

/** A rich text that can be written in, with exactly what the server keeps. */
export function RichTextEditor(props: RichTextEditorProps) {
  const { value, label, lang, readOnly = false, onPaper = false, onActive, describedBy } = props;
  const [purpose, setPurpose] = useState<AddressPurpose | null>(null);
  const [byAddress, setByAddress] = useState(false);
  const mayLook = useMay('media.read');
  const mayUpload = useMay('media.write');
  const emitted = useRef<unknown>(value);
  const keys = useRef<KeyTaker | null>(null);
  const latest = useRef(props);
  latest.current = props;

  const editor = useEditor({
    extensions: editorExtensions({ placeholder: t('placeholder'), onLink: () => setPurpose('LINK') }),
    content: (value as object | null) ?? EMPTY,
    injectCSS: false,
    immediatelyRender: true,
    editable: !readOnly,
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-label': label,
        'aria-multiline': 'true',
        lang,
        ...(describedBy ? { 'aria-describedby': describedBy } : {}),
      },
      transformPastedHTML: cleanPaste,
      handleKeyDown: (_view, event) => keys.current?.(event) ?? false,
      handlePaste: (_view, event) => takeImages(event.clipboardData, null),
      handleDrop: (view, event, _slice, moved) =>
        !moved && takeImages(event.dataTransfer, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos),
    },
    onUpdate: ({ editor: current }) => {
      emitted.current = current.isEmpty ? null : current.getJSON();
      latest.current.onChange(emitted.current);
    },
    onFocus: ({ editor: current }) => latest.current.onActive?.({ editor: current, ask: setPurpose }),
  });

  const { take, sending } = useImageUploads(editor);
  const images = useRef({ take, mayUpload });
  images.current = { take, mayUpload };
  function takeImages(transfer: DataTransfer | null, at: number | null | undefined): boolean {
    const files = images.current.mayUpload ? imagesIn(transfer) : [];
    if (files.length > 0) images.current.take(files, at ?? null);
    return files.length > 0;
  }

  useEffect(() => onActive?.({ editor, ask: setPurpose }), [editor]);
  useEffect(() => {
    editor.setEditable(!readOnly, false);
  }, [editor, readOnly]);
  // What comes from elsewhere (another version, somebody else's) is shown; what was typed here is there already.
  useEffect(() => {
    if (value === emitted.current || valuesEqual(value ?? EMPTY, editor.getJSON())) return;
    emitted.current = value;
    editor.commands.setContent((value as object | null) ?? EMPTY, { emitUpdate: false });
  }, [editor, value]);

  const close = useCallback(() => {
    setPurpose(null);
    setByAddress(false);
  }, []);
  const fromLibrary = purpose === 'IMAGE' && mayLook && !byAddress;
  return (
    <div className={onPaper ? classes.onPaper : classes.boxed} data-read-only={readOnly || undefined}>
      {!onPaper && !readOnly && (
        <div className={classes.bar} role="toolbar" aria-label={t('formatting')}>
          <FormatBar editor={editor} ask={setPurpose} />
        </div>
      )}
      {!readOnly && (
        <BubbleMenu editor={editor} className={classes.bubble} options={{ placement: 'top' }}>
          <FormatBar editor={editor} ask={setPurpose} brief />
        </BubbleMenu>
      )}
      <EditorContent editor={editor} className={classes.prose} />
      {!readOnly && <SlashMenu editor={editor} ask={setPurpose} keys={keys} />}
      {sending.map(({ id, name, fraction }) => (
        <div key={id} className={classes.sending} role="status">
          <small>{t('uploadingImage', { name })}</small>
          <ProgressBar label={name} fraction={fraction} />
        </div>
      ))}
      {fromLibrary && (
        <Suspense>
          <MediaPicker
            accept="IMAGE"
            onPick={({ id, alt }) => {
              close();
              editor
                .chain()
                .focus()
                .setInlineImage({ assetId: id, alt: alt || null })
                .run();
            }}
            onClose={close}
            onAddress={() => setByAddress(true)}
          />
        </Suspense>
      )}
      {purpose && !fromLibrary && <AddressBox editor={editor} purpose={purpose} onClose={close} />}
    </div>
  );
}
