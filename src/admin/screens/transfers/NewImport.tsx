import { Button, Checkbox, Select } from '@mantine/core';
import { IconFileText, IconFileUpload } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useDropzone } from 'react-dropzone';
import { type Problem, problemsAt, otherProblems } from '../../api/faults';
import { sendFile } from '../../api/send-file';
import { useMay } from '../../api/session';
import { Problems } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { ProgressBar } from '../../components/ProgressBar';
import { type ContentType, mayDo } from '../../content/content-type';
import { useContentModel } from '../../content/content-types';
import { formatBytes, formatPercent } from '../../i18n/formats';
import { guessFormat, HEAD_BYTES, isTable } from './guess-format';
import { type ImportFormat, PLAN_IMPORT } from './import-documents';
import { Locked } from './Locked';
import { t } from './texts';
import zone from './new-import.module.css';
import classes from './transfers.module.css';

const FORMATS: readonly ImportFormat[] = ['WXR', 'GHOST', 'FEED', 'CSV', 'JSON_LINES', 'MARKDOWN'];
const NO_TYPES: readonly ContentType[] = [];
const BESIDE = ['file', 'format', 'type'];

interface Chosen {
  file: File;
  guess: ImportFormat | null;
}

/** Takes a file, asks what its format needs to know, uploads it and has it planned. */
export function NewImport() {
  const may = useMay('imports.write');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [problem, setProblem] = useState<string>();
  if (!may) return <Locked title={t('newImport')} heading={t('importsForbidden')} text={t('importsForbiddenText')} />;
  const take = async (files: readonly File[]) => {
    setProblem(files.length > 1 ? t('oneFile') : undefined);
    if (files.length !== 1) return;
    const [file] = files;
    const head = await file.slice(0, HEAD_BYTES).text();
    setChosen({ file, guess: guessFormat(file.name, head) });
  };
  return (
    <Page title={t('newImport')} crumbs={<Link to="/imports">{t('imports')}</Link>} layout="narrow">
      {chosen ? (
        <ImportForm key={`${chosen.file.name} ${chosen.file.size}`} {...chosen} onClear={() => setChosen(null)} />
      ) : (
        <DropZone onFiles={files => void take(files)} problem={problem} />
      )}
    </Page>
  );
}

function DropZone({ onFiles, problem }: { onFiles(files: readonly File[]): void; problem: string | undefined }) {
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    onDrop: onFiles,
    noClick: true,
    noKeyboard: true,
  });
  return (
    <>
      <div
        {...getRootProps({ role: 'group', tabIndex: undefined, 'aria-label': t('file') })}
        className={zone.drop}
        data-over={isDragActive || undefined}
      >
        <input {...getInputProps({ 'aria-label': t('choose') })} />
        <span className={zone.dropIcon} aria-hidden>
          <IconFileUpload size={20} stroke={1.6} />
        </span>
        <h2>{isDragActive ? t('dropOver') : t('drop')}</h2>
        <p>{t('dropNote')}</p>
        <Button className="solid" size="sm" onClick={open}>
          {t('choose')}
        </Button>
      </div>
      {problem && <Problems problems={[{ code: 'FILE', message: problem }]} />}
      <dl className={zone.formats}>
        {FORMATS.map(format => (
          <div key={format}>
            <dt>{t(`format.${format}`)}</dt>
            <dd>{t(`formatNote.${format}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function ImportForm({ file, guess, onClear }: Chosen & { onClear(): void }) {
  const navigate = useNavigate();
  const types = (useContentModel()?.types ?? NO_TYPES).filter(type => mayDo(type, 'WRITE'));
  const mayStore = useMay('media.write');
  const [format, setFormat] = useState<ImportFormat | null>(null);
  const [typeName, setTypeName] = useState<string | null>(null);
  const [publish, setPublish] = useState(false);
  const [attachments, setAttachments] = useState(false);
  const [sent, setSent] = useState<number | null>(null);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const sending = useRef<AbortController | null>(null);
  useEffect(() => () => sending.current?.abort(), []);
  const known = format ?? guess;
  const table = isTable(known);
  const type = typeName ?? typeNamedLike(types, file.name)?.name ?? null;

  const begin = async () => {
    if (table && type === null) {
      setProblems([{ code: 'REQUIRED', message: t('typeNeeded'), path: ['input', 'type'] }]);
      return;
    }
    setProblems([]);
    setSent(0);
    sending.current = new AbortController();
    const options = { publish: table && publish, attachments: !table && attachments };
    const { payload, problems: faults } = await sendFile(
      PLAN_IMPORT,
      { file, format, type: table ? type : null, options },
      { onProgress: setSent, signal: sending.current.signal },
    );
    if (payload?.import) return void navigate({ to: '/imports/$id', params: { id: payload.import.id } });
    setSent(null);
    setProblems(faults);
  };
  return (
    <form
      className={classes.form}
      onSubmit={event => {
        event.preventDefault();
        void begin();
      }}
    >
      <div className={classes.file}>
        <IconFileText size={20} stroke={1.6} aria-hidden />
        <div>
          <b>{file.name}</b>
          <small>
            {guess && `${t(`format.${guess}`)} · `}
            {formatBytes(file.size)}
          </small>
        </div>
        {sent === null && <Button onClick={onClear}>{t('chooseOther')}</Button>}
      </div>
      {sent === null ? (
        <>
          <Problems problems={[...otherProblems(problems, BESIDE), ...problemsOfFile(problems)]} />
          <Select
            label={t('format')}
            value={format ?? 'auto'}
            allowDeselect={false}
            onChange={value => setFormat(value === 'auto' ? null : (value as ImportFormat))}
            data={[
              {
                value: 'auto',
                label: guess ? `${t(`format.${guess}`)} (${t('formatAuto').toLowerCase()})` : t('formatAuto'),
              },
              ...FORMATS.map(value => ({ value, label: t(`format.${value}`) })),
            ]}
            description={known ? t(`formatNote.${known}`) : undefined}
            error={problemsAt(problems, 'format')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
          {table && (
            <Select
              label={t('typeOf')}
              placeholder={t('typeChoose')}
              value={type}
              onChange={setTypeName}
              data={types.map(({ name, pluralLabel }) => ({ value: name, label: pluralLabel }))}
              error={problemsAt(problems, 'type')}
            />
          )}
          <fieldset className={classes.options}>
            <legend>{t('options')}</legend>
            {table ? (
              <Checkbox
                label={t('publish')}
                description={t('publishNote')}
                checked={publish}
                onChange={event => setPublish(event.currentTarget.checked)}
              />
            ) : (
              <Checkbox
                label={t('attachments')}
                description={t('attachmentsNote')}
                checked={attachments}
                disabled={!mayStore}
                onChange={event => setAttachments(event.currentTarget.checked)}
              />
            )}
          </fieldset>
          <div className={classes.foot}>
            <span className="dim">{t('planNote')}</span>
            <Button type="submit" size="sm" className="solid">
              {t('plan')}
            </Button>
          </div>
        </>
      ) : (
        <div className={zone.sending}>
          <ProgressBar label={t('uploading', { filename: file.name })} fraction={sent} size="tall" />
          <div className="num">
            <b>{formatPercent(sent)}</b>
            <span>
              {sent < 1
                ? t('sent', { part: formatBytes(file.size * sent), bytes: formatBytes(file.size) })
                : t('storing')}
            </span>
            <span className="grow" />
            <Button onClick={() => sending.current?.abort()}>{t('stop')}</Button>
          </div>
        </div>
      )}
    </form>
  );
}

const problemsOfFile = (problems: readonly Problem[]) => problems.filter(({ path }) => path?.[1] === 'file');

/** `authors-2024.csv` is most likely of authors. */
function typeNamedLike(types: readonly ContentType[], filename: string): ContentType | undefined {
  const name = filename.toLowerCase();
  return types.find(
    ({ plural, singular }) => name.includes(plural.toLowerCase()) || name.includes(singular.toLowerCase()),
  );
}
