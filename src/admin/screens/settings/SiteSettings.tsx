import { Button, Textarea, TextInput } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { problemsAt } from '../../api/faults';
import { graphql } from '../../api/graphql';
import { useMay } from '../../api/session';
import { useChange } from '../../api/use-change';
import { Confirm } from '../../components/Confirm';
import { ErrorNote, Problems } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { toast } from '../../components/toast';
import { useContentModel } from '../../content/content-types';
import classes from './settings.module.css';
import { t } from './texts';

const SETTINGS = graphql(`
  query SiteSettings {
    siteSettings {
      title
      description
    }
  }
`);
const UPDATE = graphql(`
  mutation UpdateSiteSettings($input: UpdateSiteSettingsInput!) {
    updateSiteSettings(input: $input) {
      siteSettings {
        title
        description
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

interface Settings {
  title: string;
  description: string;
}

/** What is said of the site as a whole, and its languages. */
export function SiteSettings() {
  const [{ data, error }, again] = useQuery({ query: SETTINGS, requestPolicy: 'network-only' });
  return (
    <Page title={t('heading')} layout="narrow">
      {error && <ErrorNote error={error} onRetry={() => again()} />}
      {!data && !error && <SkeletonRows rows={3} height={56} widths={['50%']} />}
      {data && <SettingsForm stored={data.siteSettings} />}
      <Languages />
    </Page>
  );
}

function SettingsForm({ stored }: { stored: Settings }) {
  const may = useMay('settings.manage');
  const [saved, setSaved] = useState<Settings>(stored);
  const [values, setValues] = useState<Settings>(stored);
  const [update, { busy, problems }] = useChange(UPDATE);
  const dirty = values.title !== saved.title || values.description !== saved.description;
  const blocker = useBlocker({ shouldBlockFn: () => dirty, enableBeforeUnload: dirty, withResolver: true });

  const save = async () => {
    const { payload } = await update({ input: values });
    if (!payload) return;
    setSaved(values);
    toast(t('saved'));
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (dirty) void save();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <Problems problems={problems.filter(({ path }) => !path || path.length < 2)} />
      <TextInput
        label={t('title')}
        description={t('titleNote')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={problemsAt(problems, 'title')}
        readOnly={!may}
        value={values.title}
        onChange={event => setValues({ ...values, title: event.currentTarget.value })}
      />
      <Textarea
        label={t('description')}
        description={t('descriptionNote')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={problemsAt(problems, 'description')}
        minRows={3}
        readOnly={!may}
        value={values.description}
        onChange={event => setValues({ ...values, description: event.currentTarget.value })}
      />
      {may && (
        <div>
          <Button type="submit" size="sm" className="solid" disabled={!dirty} loading={busy}>
            {t('save')}
          </Button>
        </div>
      )}
      <Confirm
        opened={blocker.status === 'blocked'}
        title={t('leaveTitle')}
        action={t('leave')}
        danger
        onConfirm={() => blocker.proceed?.()}
        onClose={() => blocker.reset?.()}
      >
        {t('leaveText')}
      </Confirm>
    </form>
  );
}

function Languages() {
  const model = useContentModel();
  const nameOf = (tag: string) => new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag;
  if (!model) return null;
  return (
    <section className={classes.languages}>
      <h2>{t('languages')}</h2>
      <p className="dim">{t('languagesNote')}</p>
      <ul>
        {model.locales.map(({ tag, isDefault, fallbacks }) => (
          <li key={tag}>
            <b>{nameOf(tag)}</b> <span className="mono dim">{tag}</span>
            <span className="grow" />
            <span className="dim">
              {isDefault ? t('original') : t('fallsBack', { languages: fallbacks.map(nameOf).join(', ') })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
