import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { faultOf } from '../../api/faults';
import type { DeleteAssetsMutation } from '../../api/generated/graphql';
import { graphql } from '../../api/graphql';
import { Confirm } from '../../components/Confirm';
import { toast, toastFault } from '../../components/toast';
import { t } from '../../media/texts';
import classes from './library.module.css';
import { UsageList } from './UsageList';

const DELETE = graphql(`
  mutation DeleteAssets($input: DeleteAssetsInput!) {
    deleteAssets(input: $input) {
      deletedIds
      usages {
        nodes {
          type
          documentId
          field
          targetId
        }
        totalCount
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

type Usages = NonNullable<DeleteAssetsMutation['deleteAssets']['usages']>;

/** The API deletes no more at once. */
const AT_ONCE = 100;

interface DeleteDialogProps {
  ids: readonly string[];
  onClose(): void;
  onDeleted(ids: readonly string[]): void;
}

/** Asks before files are deleted, and says where they are still used when they are. */
export function DeleteDialog({ ids, onClose, onDeleted }: DeleteDialogProps) {
  const client = useClient();
  const [usages, setUsages] = useState<Usages | null>(null);
  const carryOut = async (wanted: readonly string[]) => {
    const deleted: string[] = [];
    for (let start = 0; start < wanted.length; start += AT_ONCE) {
      const input = { ids: wanted.slice(start, start + AT_ONCE) };
      const { data, error } = await client.mutation(DELETE, { input }).toPromise();
      const payload = data?.deleteAssets;
      deleted.push(...(payload?.deletedIds ?? []));
      if (payload?.usages) {
        setUsages(payload.usages);
        break;
      }
      if (error || !payload || payload.userErrors.length > 0) {
        toastFault(error ? faultOf(error).message : (payload?.userErrors[0]?.message ?? ''));
        break;
      }
    }
    if (deleted.length === 0) return;
    toast(t('deleted', { count: deleted.length }));
    onDeleted(deleted);
  };
  if (!usages) {
    return (
      <Confirm
        opened
        danger
        title={t('deleteTitle', { count: ids.length })}
        action={t('delete')}
        onConfirm={() => carryOut(ids)}
        onClose={onClose}
      >
        <p>{t('deleteNote')}</p>
      </Confirm>
    );
  }
  const used = new Set(usages.nodes.map(({ targetId }) => targetId));
  // Only when all places are told is it known which files are in none of them.
  const unused = usages.totalCount <= usages.nodes.length ? ids.filter(id => !used.has(id)) : [];
  return (
    <Modal opened onClose={onClose} title={t('inUseTitle')} size={480} centered>
      <div className={classes.form}>
        <p>{t('inUse', { count: usages.totalCount })}</p>
        <UsageList usages={usages} />
        <div className={classes.formFoot}>
          <Button size="sm" onClick={onClose}>
            {t('close')}
          </Button>
          {unused.length > 0 && (
            <Button size="sm" className="solid danger" onClick={() => void carryOut(unused)}>
              {t('deleteUnused', { count: unused.length })}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}
