import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { otherProblems, problemsAt } from '../../api/faults';
import { useChange } from '../../api/use-change';
import { Problems } from '../../components/ErrorNote';
import { EXPORT_QUERY } from './export-documents';
import { FormatChoice, TABLES } from './FormatChoice';
import { t } from './texts';
import form from './exports.module.css';
import classes from './transfers.module.css';

const EXAMPLE = `query {
  articles(sort: [PUBLISHED_AT_DESC]) {
    nodes {
      title
      slug
      author { name }
      tags { name }
    }
  }
}`;

/** What a GraphQL query finds, walked to its end. */
export function QueryExportForm({ onDone }: { onDone(): void }) {
  const [query, setQuery] = useState(EXAMPLE);
  const [variables, setVariables] = useState('');
  const [format, setFormat] = useState<(typeof TABLES)[number]>('JSONL');
  const [unreadable, setUnreadable] = useState(false);
  const [start, { busy, problems }] = useChange(EXPORT_QUERY);
  const begin = async () => {
    const values = objectOf(variables);
    setUnreadable(values === null);
    if (values === null) return;
    const { payload } = await start({ input: { query, variables: values, format } });
    if (payload) onDone();
  };
  return (
    <form
      className={classes.form}
      onSubmit={event => {
        event.preventDefault();
        void begin();
      }}
    >
      <Problems problems={otherProblems(problems, ['query', 'variables'])} />
      <Textarea
        className={form.code}
        label={t('query')}
        description={t('queryNote')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        minRows={12}
        maxRows={28}
        spellCheck={false}
        value={query}
        onChange={event => setQuery(event.currentTarget.value)}
        error={problemsAt(problems, 'query')}
      />
      <Textarea
        className={form.code}
        label={t('variables')}
        description={t('variablesNote')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        minRows={3}
        maxRows={12}
        spellCheck={false}
        placeholder="{}"
        value={variables}
        onChange={event => setVariables(event.currentTarget.value)}
        error={unreadable ? t('variablesWrong') : problemsAt(problems, 'variables')}
      />
      <FormatChoice formats={TABLES} value={format} onChange={setFormat} />
      <div className={classes.foot}>
        <span />
        <Button type="submit" size="sm" className="solid" loading={busy}>
          {t('start')}
        </Button>
      </div>
    </form>
  );
}

/** The object that a text is as JSON, nothing being an empty one; null when it is none. */
function objectOf(text: string): object | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
