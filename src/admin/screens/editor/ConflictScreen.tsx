import { Button, Modal, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Draft, DraftConflict, Values } from '../../editing/draft';
import type { AnyField } from '../../editing/field-values';
import classes from './editor.module.css';
import { Difference, PlainValue } from './Difference';
import { t } from './texts';

type Choice = 'MINE' | 'THEIRS';

interface ConflictScreenProps {
  draft: Draft;
  conflict: DraftConflict;
  mine: Values;
  fields: readonly AnyField[];
  /** Who changed it meanwhile. */
  name: string;
  /** The field that the slug follows on both sides, so that there is no need to choose twice; null where it does not. */
  slugFollows: string | null;
  onClose(): void;
}

/** The same fields as both people left them, beside what they began with, and a choice for each. */
export function ConflictScreen({ draft, conflict, mine, fields, name, slugFollows, onClose }: ConflictScreenProps) {
  const [choices, setChoices] = useState<Record<string, Choice>>(() =>
    Object.fromEntries(conflict.fields.map(field => [field, 'MINE'])),
  );
  const follower = slugFollows === null ? null : 'slug';
  const asChosen = follower && slugFollows ? { ...choices, [follower]: choices[slugFollows] } : choices;
  const shown = conflict.fields
    .filter(field => field !== follower)
    .flatMap(field => fields.find(known => known.name === field) ?? []);
  const chooseAll = (choice: Choice) => setChoices(Object.fromEntries(conflict.fields.map(field => [field, choice])));
  return (
    <Modal opened onClose={onClose} title={t('conflictTitle')} size={1080} centered>
      <p className={classes.lead}>{t('conflictText', { name })}</p>
      {shown.map(field => (
        <section key={field.name} className={classes.conflict} aria-label={field.label}>
          <header>
            <h3>{field.label}</h3>
            <SegmentedControl
              size="xs"
              aria-label={field.label}
              value={choices[field.name]}
              onChange={next => setChoices({ ...choices, [field.name]: next as Choice })}
              data={[
                { value: 'MINE', label: t('keepMine') },
                { value: 'THEIRS', label: t('takeTheirs') },
              ]}
            />
          </header>
          <div className={classes.versions}>
            <div>
              <h4>{t('before')}</h4>
              <PlainValue field={field} value={conflict.base[field.name]} />
            </div>
            <div data-chosen={choices[field.name] === 'MINE' || undefined}>
              <h4>{t('mine')}</h4>
              <Difference field={field} before={conflict.base[field.name]} after={mine[field.name]} />
            </div>
            <div data-chosen={choices[field.name] === 'THEIRS' || undefined}>
              <h4>{t('theirs')}</h4>
              <Difference field={field} before={conflict.base[field.name]} after={conflict.values[field.name]} />
            </div>
          </div>
        </section>
      ))}
      <div className={classes.dialogFoot}>
        <Button size="sm" onClick={() => chooseAll('THEIRS')}>
          {t('takeAllTheirs')}
        </Button>
        <Button size="sm" onClick={() => chooseAll('MINE')}>
          {t('keepAllMine')}
        </Button>
        <div className="grow" />
        <Button size="sm" onClick={onClose}>
          {t('later')}
        </Button>
        <Button size="sm" className="solid" onClick={() => draft.resolve(asChosen)}>
          {t('resolve')}
        </Button>
      </div>
    </Modal>
  );
}
