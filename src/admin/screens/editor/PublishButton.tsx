import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconChevronDown,
  IconClock,
  IconClockOff,
  IconCopy,
  IconDots,
  IconEye,
  IconEyeOff,
  IconHistory,
  IconTrash,
} from '@tabler/icons-react';
import type { DraftSnapshot } from '../../editing/draft';
import { mutationOf } from '../../content/content-type';
import classes from './editor.module.css';
import { t } from './texts';
import type { DocumentActions } from './use-document-actions';
import type { OpenDocument } from './use-open-document';

/** What has to be asked first. */
export type Question = 'SCHEDULE' | 'DISCARD' | 'UNPUBLISH' | 'TRASH' | 'PREVIEW' | 'REMOVE_TRANSLATION' | 'CONFLICT';

interface PublishButtonProps {
  open: OpenDocument;
  snapshot: DraftSnapshot;
  actions: DocumentActions;
  small: boolean;
  mayPreview: boolean;
  /** A new document has all that it needs to be saved. */
  ready: boolean;
  onAsk(question: Question): void;
  onHistory(): void;
}

/** The one primary action, and behind it all others. Offers only what the viewer may do. */
export function PublishButton({
  open,
  snapshot,
  actions,
  small,
  mayPreview,
  ready,
  onAsk,
  onHistory,
}: PublishButtonProps) {
  const { facts, rights, type } = open;
  const state = facts?.state ?? 'DRAFT';
  const live = state === 'PUBLISHED' || state === 'CHANGED';
  const changed = state !== 'PUBLISHED' || snapshot.dirty.size > 0;
  const mayPublish = rights.has('PUBLISH');
  const planned = facts?.publishAt != null || facts?.unpublishAt != null;
  const words = small
    ? live && !changed
      ? t('published')
      : t('publish')
    : state === 'SCHEDULED'
      ? t('publishNow')
      : !live
        ? t('publish')
        : changed
          ? t('publishChanges')
          : t('published');
  return (
    <span className={classes.split}>
      {mayPublish && (
        <Button
          className="solid"
          disabled={!changed || !ready || snapshot.state === 'CONFLICT'}
          loading={actions.busy}
          onClick={() => void actions.publish()}
        >
          {words}
        </Button>
      )}
      {facts && (
        <Menu position="bottom-end" width={216}>
          <Menu.Target>
            <ActionIcon
              className={mayPublish ? 'solid' : undefined}
              variant={mayPublish ? 'filled' : 'default'}
              aria-label={t('morePublishing')}
            >
              {mayPublish ? <IconChevronDown size={14} /> : <IconDots size={16} stroke={1.7} />}
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {mayPublish && (
              <Menu.Item leftSection={<IconClock size={14} />} onClick={() => onAsk('SCHEDULE')}>
                {t('schedule')}
              </Menu.Item>
            )}
            {mayPublish && planned && (
              <Menu.Item leftSection={<IconClockOff size={14} />} onClick={() => void actions.unschedule()}>
                {t('unschedule')}
              </Menu.Item>
            )}
            {state === 'CHANGED' && rights.has('WRITE') && (
              <Menu.Item leftSection={<IconArrowBackUp size={14} />} onClick={() => onAsk('DISCARD')}>
                {t('discard')}
              </Menu.Item>
            )}
            {rights.has('WRITE') && mutationOf(type, 'create') && (
              <Menu.Item leftSection={<IconCopy size={14} />} onClick={() => void actions.duplicate()}>
                {t('duplicate')}
              </Menu.Item>
            )}
            {small && mayPreview && (
              <Menu.Item leftSection={<IconEye size={14} />} onClick={() => onAsk('PREVIEW')}>
                {t('preview')}
              </Menu.Item>
            )}
            {small && (
              <Menu.Item leftSection={<IconHistory size={14} />} onClick={onHistory}>
                {t('history')}
              </Menu.Item>
            )}
            {(live && mayPublish) || rights.has('DELETE') ? <Menu.Divider /> : null}
            {live && mayPublish && (
              <Menu.Item
                leftSection={<IconEyeOff size={14} />}
                className={classes.grave}
                onClick={() => onAsk('UNPUBLISH')}
              >
                {t('unpublish')}
              </Menu.Item>
            )}
            {rights.has('DELETE') && (
              <Menu.Item leftSection={<IconTrash size={14} />} className={classes.grave} onClick={() => onAsk('TRASH')}>
                {t('trash')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </span>
  );
}
