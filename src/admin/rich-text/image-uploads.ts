import type { Editor, EditorEvents } from '@tiptap/core';
import { useCallback, useRef, useState } from 'react';
import { toastFault } from '../components/toast';
import { isSettled, uploads, useUploads } from '../media/uploads';
import { t } from './texts';

/** An image on its way into the text. */
export interface SendingImage {
  id: number;
  name: string;
  /** The part that is sent; null while the server stores it. */
  fraction: number | null;
}

/** HTML that is one picture and nothing else: what browsers put beside the file when a picture is copied. */
const ONE_PICTURE =
  /^\s*(<(html|head|body|meta)[^>]*>\s*|<!--[^>]*-->\s*)*<img\b[^>]*>\s*(<!--[^>]*-->\s*|<\/(body|html)>\s*)*$/i;

/** The image files that were pasted or dropped; none when they only accompany a text. */
export function imagesIn(transfer: DataTransfer | null): File[] {
  const files = [...(transfer?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
  const html = transfer?.getData('text/html') ?? '';
  return html === '' || ONE_PICTURE.test(html) ? files : [];
}

/** Puts image files into the library, and into the text where they were dropped, wherever that has moved to meanwhile. */
export function useImageUploads(editor: Editor) {
  const [ids, setIds] = useState<readonly number[]>([]);
  const open = useRef(editor);
  open.current = editor;
  const items = useUploads().filter(item => ids.includes(item.id) && !isSettled(item));

  const take = useCallback((files: readonly File[], at: number | null) => {
    const { current } = open;
    let place = at ?? current.state.selection.to;
    const follow = ({ transaction }: EditorEvents['transaction']) => {
      place = transaction.mapping.map(place);
    };
    current.on('transaction', follow);
    const before = uploads.get().at(-1)?.id ?? 0;
    const promises = uploads.add(files);
    const own = uploads
      .get()
      .filter(({ id }) => id > before)
      .map(({ id }) => id);
    setIds(known => [...known, ...own]);
    const insertions = promises.map(async (promise, index) => {
      const asset = await promise;
      const item = uploads.get().find(({ id }) => id === own[index]);
      if (!asset) toastFault(t('notTaken', { name: files[index].name, reason: item?.reason ?? '' }));
      else if (!current.isDestroyed)
        current.commands.insertContentAt(place, {
          type: 'image',
          attrs: { assetId: asset.id, alt: asset.alt || null },
        });
    });
    void Promise.all(insertions).then(() => current.off('transaction', follow));
  }, []);

  const sending = items.map(
    ({ id, name, bytes, sent, state }): SendingImage => ({
      id,
      name,
      fraction: state === 'SENDING' ? sent / Math.max(1, bytes) : null,
    }),
  );
  return { take, sending };
}
