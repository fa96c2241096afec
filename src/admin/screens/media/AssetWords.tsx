import { Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Problems } from '../../components/ErrorNote';
import { otherProblems, problemsAt } from '../../api/faults';
import { t } from '../../media/texts';
import type { Autosave } from '../../media/use-autosave';
import type { AssetDetails } from './asset-document';
import type { AssetChange } from './AssetPage';
import classes from './asset.module.css';

interface AssetWordsProps {
  asset: AssetDetails;
  saving: Autosave<AssetChange>;
  readOnly: boolean;
}

const FIELDS = ['filename', 'alt', 'caption'] as const;

/** What is said of a file; it saves itself. */
export function AssetWords({ asset, saving, readOnly }: AssetWordsProps) {
  const [words, setWords] = useState({ filename: asset.filename, alt: asset.alt, caption: asset.caption });
  const [hidden, setHidden] = useState(asset.private);
  const { edit, flush, problems } = saving;
  const write = (name: (typeof FIELDS)[number], value: string) => {
    setWords({ ...words, [name]: value });
    edit({ [name]: value });
  };
  const propsOf = (name: (typeof FIELDS)[number]) => ({
    value: words[name],
    error: problemsAt(problems, name),
    readOnly,
    onBlur: flush,
    onChange: (event: { currentTarget: { value: string } }) => write(name, event.currentTarget.value),
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  });
  return (
    <section className={classes.words}>
      <Problems problems={otherProblems(problems, FIELDS)} />
      {asset.kind === 'IMAGE' && (
        <Textarea label={t('alt')} description={t('altNote')} maxLength={1000} {...propsOf('alt')} />
      )}
      <Textarea label={t('caption')} description={t('captionNote')} maxLength={2000} {...propsOf('caption')} />
      <TextInput label={t('filename')} maxLength={300} {...propsOf('filename')} />
      <Switch
        className={classes.switch}
        label={t('privateLabel')}
        description={t('privateNote')}
        labelPosition="left"
        checked={hidden}
        disabled={readOnly}
        onChange={event => {
          setHidden(event.currentTarget.checked);
          edit({ private: event.currentTarget.checked });
        }}
      />
    </section>
  );
}
