import { IconLock } from '@tabler/icons-react';
import { Empty } from '../../components/Empty';
import { Page } from '../../components/Page';

/** What stands in the place of a screen that one may not use. */
export function Locked({ title, heading, text }: { title: string; heading: string; text: string }) {
  return (
    <Page title={title}>
      <Empty icon={<IconLock size={20} stroke={1.6} />} title={heading}>
        {text}
      </Empty>
    </Page>
  );
}
