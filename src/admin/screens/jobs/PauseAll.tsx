import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../../api/session';
import { Confirm } from '../../components/Confirm';
import { toast, toastFault } from '../../components/toast';
import { t } from './texts';
import { useQueueChanges } from './use-queue-changes';

const ICON = { size: 14, stroke: 1.6, 'aria-hidden': true };

/** Pauses every queue, or resumes them when all are paused. Nothing for those who may not. */
export function PauseAll({
  queues,
  onDone,
}: {
  queues: readonly { name: string; paused: boolean }[];
  onDone: () => void;
}) {
  const mayManage = useMay('jobs.manage');
  const { pause, resume } = useQueueChanges();
  const [asking, setAsking] = useState(false);
  if (!mayManage || queues.length === 0) return null;
  const allPaused = queues.every(({ paused }) => paused);
  const changeAll = async () => {
    const change = allPaused ? resume : pause;
    const faults: string[] = [];
    for (const { name, paused } of queues) {
      if (paused === allPaused) faults.push(...(await change(name)).map(({ message }) => message));
    }
    setAsking(false);
    if (faults.length > 0) toastFault(faults.join(' '));
    else toast(allPaused ? t('resumedAll') : t('pausedAll'));
    onDone();
  };
  return (
    <>
      {allPaused ? (
        <Button leftSection={<IconPlayerPlay {...ICON} />} onClick={() => void changeAll()}>
          {t('resumeAll')}
        </Button>
      ) : (
        <Button leftSection={<IconPlayerPause {...ICON} />} onClick={() => setAsking(true)}>
          {t('pauseAll')}
        </Button>
      )}
      <Confirm
        opened={asking}
        title={t('pauseAllTitle')}
        action={t('pauseAll')}
        onConfirm={changeAll}
        onClose={() => setAsking(false)}
      >
        {t('pauseAllText')}
      </Confirm>
    </>
  );
}
