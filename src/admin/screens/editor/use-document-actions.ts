import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ulid } from 'ulid';
import { useClient } from 'urql';
import { toast, toastFault } from '../../components/toast';
import {
  changeDocument,
  type DocumentFacts,
  editedFields,
  saveDocument,
  uniqueLeftOut,
} from '../../editing/edit-documents';
import { faultFrom, writeValues } from '../../editing/field-values';
import { formatMoment } from '../../i18n/formats';
import type { Plan } from './ScheduleDialog';
import { t } from './texts';
import { faultOfError } from './begin-draft';
import type { OpenDocument } from './use-open-document';

interface Payload {
  /** Null also for a document that is no longer there. */
  entry?: DocumentFacts | null;
  conflict?: { revision: number } | null;
  unpublishedReferences?: { targetId: string }[];
  droppedFields?: string[] | null;
  droppedReferences?: object[] | null;
  userErrors: { code: string; message: string; path: string[] | null }[];
}

/** What can be done with an open document as a whole. Each saves first what was typed, and says what became of it. */
export interface DocumentActions {
  busy: boolean;
  publish(): Promise<void>;
  unpublish(): Promise<void>;
  discard(): Promise<void>;
  plan(plan: Plan): Promise<boolean>;
  unschedule(): Promise<void>;
  trash(): Promise<void>;
  duplicate(): Promise<void>;
  removeTranslation(): Promise<void>;
  restore(number: number): Promise<boolean>;
  move(parentId: string | null): Promise<void>;
}

export function useDocumentActions(
  open: OpenDocument,
  reload: () => Promise<void>,
  tell: (facts: DocumentFacts) => void,
): DocumentActions {
  const client = useClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const { type, model, draft, locale } = open;

  /** Runs a mutation of the document; null when it was refused, which has been told then. */
  const run = async (verb: string, suffix: string, more: object, saveFirst = true): Promise<Payload | null> => {
    if (saveFirst && !(await draft.flush())) {
      toastFault(t('refused'));
      return null;
    }
    const { facts } = open;
    const id = facts?.id;
    const mutation = `${verb}${type.name}${suffix}`;
    const { revision } = draft.get();
    setBusy(true);
    const expected = verb === 'move' ? {} : { expectedRevision: revision };
    const { data, error } = await client
      .mutation(changeDocument(mutation, type, model.byName), { input: { id, ...expected, ...more }, locale })
      .toPromise();
    setBusy(false);
    const payload = (data as { payload?: Payload } | undefined)?.payload;
    if (!payload) {
      if (error) toastFault(faultOfError(error).message);
      return null;
    }
    if (payload.userErrors.length > 0) {
      if (payload.conflict) await reload();
      draft.object(payload.userErrors.map(fault => faultFrom(fault, editedFields(type))));
      toastFault(payload.userErrors[0].message);
      return null;
    }
    if (payload.entry) {
      tell(payload.entry);
      draft.adopt({ revision: payload.entry.revision, values: { slug: payload.entry.slug } });
    }
    return payload;
  };

  const toList = () => navigate({ to: '/content/$type', params: { type: type.plural } });

  return {
    busy,
    publish: async () => {
      const payload = await run('publish', '', {});
      if (!payload) return;
      const count = payload.unpublishedReferences?.length ?? 0;
      toast(count > 0 ? `${t('publishedToast')} ${t('references', { count })}` : t('publishedToast'));
    },
    unpublish: async () => {
      if (await run('unpublish', '', {})) toast(t('unpublished'));
    },
    discard: async () => {
      if (!(await run('discard', 'Changes', {}, false))) return;
      draft.drop();
      await reload();
      toast(t('discarded'));
    },
    plan: async ({ what, at }) => {
      const payload = await run('schedule', '', { [what]: at });
      if (payload) toast(t('scheduled', { when: formatMoment(at) }));
      return payload !== null;
    },
    unschedule: async () => {
      if (await run('schedule', '', { publishAt: null, unpublishAt: null })) toast(t('unscheduled'));
    },
    trash: async () => {
      if (!(await run('trash', '', {}, false))) return;
      draft.drop();
      toast(t('trashed'));
      await toList();
    },
    duplicate: async () => {
      if (!(await draft.flush())) return;
      const fields = uniqueLeftOut(editedFields(type));
      const values = draft.get().values;
      const input = {
        ...writeValues(values, fields),
        [type.titleField]: t('copyOf', { title: String(values[type.titleField] ?? '') }),
      };
      const { data, error } = await client
        .mutation(saveDocument('create', type, model.byName), { input, locale, key: ulid() })
        .toPromise();
      const payload = (data as { payload?: Payload } | undefined)?.payload;
      if (payload?.entry) {
        await navigate({ to: '/content/$type/$id', params: { type: type.plural, id: payload.entry.id } });
        toast(t('duplicated'));
      } else toastFault(payload?.userErrors[0]?.message ?? (error ? faultOfError(error).message : ''));
    },
    removeTranslation: async () => {
      if (!(await run('remove', 'Translation', { locale }, false))) return;
      draft.drop();
      await reload();
      toast(t('translationRemoved'));
    },
    restore: async number => {
      const payload = await run('restore', 'Revision', { number });
      if (!payload) return false;
      const partly = (payload.droppedFields?.length ?? 0) + (payload.droppedReferences?.length ?? 0) > 0;
      await reload();
      toast(t(partly ? 'restoredPartly' : 'restored', { number }));
      return true;
    },
    move: async parentId => {
      await run('move', '', { parentId });
    },
  };
}
