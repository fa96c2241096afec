import { Button, TextInput } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { isEmbedUrl, isSafeLinkUrl, isSafeMediaUrl } from '../../platform/formats/rich-text/safe-url';
import type { AddressPurpose } from './insertions';
import classes from './rich-text.module.css';
import { t } from './texts';

const ASK = {
  LINK: { label: t('address'), fault: t('badLink'), sound: (url: string) => url !== '' && isSafeLinkUrl(url) },
  IMAGE: { label: t('addressOfImage'), fault: t('badImage'), sound: isSafeMediaUrl },
  EMBED: { label: t('addressOfEmbed'), fault: t('badEmbed'), sound: isEmbedUrl },
} as const;

/** Asks for an address below the selection, and makes a link, an image or an embed of it. */
export function AddressBox({ editor, purpose, onClose }: { editor: Editor; purpose: AddressPurpose; onClose(): void }) {
  const linked = purpose === 'LINK' ? (editor.getAttributes('link').href as string | undefined) : undefined;
  const [url, setUrl] = useState(linked ?? '');
  const [alt, setAlt] = useState('');
  const [refused, setRefused] = useState(false);
  const box = useRef<HTMLFormElement>(null);
  const { label, fault, sound } = ASK[purpose];

  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) onClose();
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [onClose]);

  const close = () => {
    onClose();
    editor.commands.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const address = completed(url.trim(), purpose);
    if (!sound(address)) {
      setRefused(true);
      return;
    }
    if (purpose === 'IMAGE')
      editor
        .chain()
        .focus()
        .setInlineImage({ src: address, alt: alt.trim() || null })
        .run();
    else if (purpose === 'EMBED') editor.chain().focus().setEmbed(address).run();
    else if (editor.state.selection.empty && linked === undefined) {
      const marks = [{ type: 'link', attrs: { href: address, title: null } }];
      editor.chain().focus().insertContent({ type: 'text', text: address, marks }).run();
    } else editor.chain().focus().extendMarkRange('link').setLink({ href: address }).run();
    onClose();
  };
  return (
    <form
      ref={box}
      className={classes.address}
      style={placeBelow(editor)}
      onSubmit={submit}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Escape') close();
      }}
    >
      <TextInput
        label={label}
        value={url}
        onChange={event => {
          setUrl(event.currentTarget.value);
          setRefused(false);
        }}
        error={refused ? fault : undefined}
        placeholder="https://"
        inputMode="url"
        autoFocus
      />
      {purpose === 'IMAGE' && (
        <TextInput label={t('alt')} value={alt} onChange={event => setAlt(event.currentTarget.value)} />
      )}
      <div className={classes.addressFoot}>
        {linked !== undefined && (
          <Button
            onClick={() => {
              editor.chain().focus().extendMarkRange('link').unsetLink().run();
              onClose();
            }}
          >
            {t('remove')}
          </Button>
        )}
        <Button type="submit" className="solid">
          {purpose === 'LINK' ? t('apply') : t('insert')}
        </Button>
      </div>
    </form>
  );
}

/** `example.org` is meant as an address of the web. */
function completed(url: string, purpose: AddressPurpose): string {
  if (purpose === 'LINK' && /^[^\s@:/]+@[^\s@]+\.[^\s@]+$/.test(url)) return `mailto:${url}`;
  return /^[\w-]+(\.[\w-]+)*\.[a-z]{2,}(\/|$)/i.test(url) ? `https://${url}` : url;
}

function placeBelow(editor: Editor): { left: number; top: number } {
  const { bottom, left } = editor.view.coordsAtPos(editor.state.selection.from);
  return {
    left: Math.max(8, Math.min(left, window.innerWidth - 336)),
    top: Math.max(8, Math.min(bottom + 6, window.innerHeight - 190)),
  };
}
