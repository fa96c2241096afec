import { SegmentedControl } from '@mantine/core';
import { IconBinaryTree, IconList } from '@tabler/icons-react';
import { t } from './texts';
import classes from './tree.module.css';

interface LayoutSwitchProps {
  isTree: boolean;
  onTree(): void;
  onList(): void;
}

/** Documents of a tree below one another, or in one list. */
export function LayoutSwitch({ isTree, onTree, onList }: LayoutSwitchProps) {
  return (
    <SegmentedControl
      className={classes.layout}
      size="xs"
      aria-label={t('layout')}
      value={isTree ? 'tree' : 'list'}
      onChange={next => (next === 'tree' ? onTree() : onList())}
      data={[
        { value: 'tree', label: <IconBinaryTree size={14} stroke={1.6} role="img" aria-label={t('asTree')} /> },
        { value: 'list', label: <IconList size={14} stroke={1.6} role="img" aria-label={t('asList')} /> },
      ]}
    />
  );
}
