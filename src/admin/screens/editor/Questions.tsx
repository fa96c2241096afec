import { lazy, Suspense } from 'react';
import { Confirm } from '../../components/Confirm';
import type { DraftConflict, DraftSnapshot } from '../../editing/draft';
import { editedFields } from '../../editing/edit-documents';
import type { AnyField } from '../../editing/field-values';
import { ConflictScreen } from './ConflictScreen';
import { languageName } from './field-places';
import { PreviewDialog } from './PreviewDialog';
import type { Question } from './PublishButton';
import { t } from './texts';
import { useActors } from './use-actors';
import type { DocumentActions } from './use-document-actions';
import { followsTitle } from './begin-draft';
import type { OpenDocument } from './use-open-document';

// Its calendar is loaded when somebody plans something.
const ScheduleDialog = lazy(() => import('./ScheduleDialog').then(({ ScheduleDialog: found }) => ({ default: found })));

interface QuestionsProps {
  open: OpenDocument;
  snapshot: DraftSnapshot;
  actions: DocumentActions;
  question: Question | null;
  onClose(): void;
}

/** The dialogs of the editor. */
export function Questions({ open, snapshot, actions, question, onClose }: QuestionsProps) {
  const { conflict } = snapshot;
  const nameOf = useActors([conflict?.changedBy ?? null]);
  const slug = { name: 'slug', label: t('slug'), kind: 'SLUG' } as AnyField;
  const language = languageName(open.locale);
  const doing = (action: () => Promise<unknown>) => async () => {
    await action();
    onClose();
  };
  return (
    <>
      {question === 'SCHEDULE' && (
        <Suspense>
          <ScheduleDialog
            onClose={onClose}
            onPlan={async plan => {
              if (await actions.plan(plan)) onClose();
            }}
          />
        </Suspense>
      )}
      {question === 'PREVIEW' && open.facts && <PreviewDialog documentId={open.facts.id} onClose={onClose} />}
      {question === 'CONFLICT' && conflict && (
        <ConflictScreen
          draft={open.draft}
          conflict={conflict}
          mine={snapshot.values}
          fields={[...editedFields(open.type), slug]}
          slugFollows={slugFollows(open, conflict, snapshot)}
          name={nameOf(conflict.changedBy) ?? t('somebody')}
          onClose={onClose}
        />
      )}
      <Confirm
        opened={question === 'DISCARD'}
        title={t('discardTitle')}
        action={t('discardAction')}
        danger
        onConfirm={doing(actions.discard)}
        onClose={onClose}
      >
        {t('discardText')}
      </Confirm>
      <Confirm
        opened={question === 'UNPUBLISH'}
        title={t('unpublishTitle')}
        action={t('unpublish')}
        danger
        onConfirm={doing(actions.unpublish)}
        onClose={onClose}
      >
        {t('unpublishText')}
      </Confirm>
      <Confirm
        opened={question === 'TRASH'}
        title={t('trashTitle')}
        action={t('trashAction')}
        danger
        onConfirm={doing(actions.trash)}
        onClose={onClose}
      >
        {t('trashText')}
      </Confirm>
      <Confirm
        opened={question === 'REMOVE_TRANSLATION'}
        title={t('removeTranslationTitle', { language })}
        action={t('removeTranslationAction')}
        danger
        onConfirm={doing(actions.removeTranslation)}
        onClose={onClose}
      >
        {t('removeTranslationText', { language })}
      </Confirm>
    </>
  );
}

function slugFollows(
  { type }: OpenDocument,
  { fields, values: theirs }: DraftConflict,
  mine: DraftSnapshot,
): string | null {
  const both = fields.includes('slug') && fields.includes(type.titleField);
  return both && followsTitle({}, theirs, type) && followsTitle({}, mine.values, type) ? type.titleField : null;
}
