import { ActionIcon, Input, Tooltip } from '@mantine/core';
import { IconArrowBarToUp } from '@tabler/icons-react';
import type { DocumentFacts } from '../../editing/edit-documents';
import { DocumentPicker } from '../../kinds/widgets/DocumentPicker';
import classes from './editor.module.css';
import { t } from './texts';
import type { DocumentActions } from './use-document-actions';
import type { OpenDocument } from './use-open-document';

interface PlaceInTreeProps {
  open: OpenDocument;
  facts: DocumentFacts;
  actions: DocumentActions;
}

/** Below which document it stands. Moving takes effect at once, for readers too. */
export function PlaceInTree({ open, facts, actions }: PlaceInTreeProps) {
  const { type, locale, rights } = open;
  const readOnly = !rights.has('WRITE') || type.writableFields != null || type.writableLocales != null;
  const shown = facts.parent ? (facts.parent.title ?? facts.parent.slug ?? '') : t('topLevel');
  return (
    <section>
      <Input.Wrapper
        label={t('parent')}
        labelElement="div"
        description={<span className="mono">/{facts.path}</span>}
        inputWrapperOrder={['label', 'input', 'description']}
      >
        <div className={classes.inTree}>
          <DocumentPicker
            type={type}
            locale={locale}
            label={t('parent')}
            shown={shown}
            placeholder={t('topLevel')}
            without={[facts.id]}
            readOnly={readOnly}
            onPick={({ id }) => void actions.move(id)}
          />
          {facts.parent && !readOnly && (
            <Tooltip label={t('toTop')}>
              <ActionIcon aria-label={t('toTop')} onClick={() => void actions.move(null)}>
                <IconArrowBarToUp size={14} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      </Input.Wrapper>
    </section>
  );
}
