import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { t } from '../../media/texts';
import { uploads } from '../../media/uploads';
import classes from './library.module.css';

/** Asks for the address of a file, which the server then fetches. */
export function UrlDialog({ onClose }: { onClose(): void }) {
  const [url, setUrl] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const reason = await uploads.fetch(url.trim());
    setBusy(false);
    if (reason === null) onClose();
    else setFault(reason);
  };
  return (
    <Modal opened onClose={onClose} title={t('urlTitle')} size={480} centered>
      <form className={classes.form} onSubmit={event => void submit(event)}>
        <TextInput
          label={t('urlLabel')}
          description={t('urlNote')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          type="url"
          required
          withAsterisk={false}
          placeholder="https://"
          data-autofocus
          value={url}
          error={fault}
          onChange={event => {
            setUrl(event.currentTarget.value);
            setFault(null);
          }}
        />
        <div className={classes.formFoot}>
          <Button type="submit" size="sm" className="solid" loading={busy}>
            {t('fetch')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
