import { ActionIcon, Input } from '@mantine/core';
import { IconExternalLink, IconPhotoPlus, IconReplace, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useId, useState } from 'react';
import { useQuery } from 'urql';
import { useMay } from '../../api/session';
import { graphql } from '../../api/graphql';
import { ProgressBar } from '../../components/ProgressBar';
import type { DocumentLink } from '../../editing/field-values';
import type { AssetCard } from '../../media/asset-fragment';
import type { Pictured } from '../../media/asset-picture';
import { AssetThumb } from '../../media/AssetThumb';
import classes from '../../media/media.module.css';
import { t } from '../../media/texts';
import { isSettled, uploads, useUploads } from '../../media/uploads';
import { useFileDrop } from '../../media/use-file-drop';
import { faultText, frameOf, type WidgetProps } from './widget';

const MediaPicker = lazy(async () => ({ default: (await import('../../media/MediaPicker')).MediaPicker }));

const CHOSEN = graphql(`
  query ChosenAsset($id: ID!) {
    asset(id: $id) {
      ...AssetCard
    }
  }
`);

const linkTo = (asset: AssetCard): DocumentLink => ({
  linked: true,
  id: asset.id,
  title: asset.filename,
  state: null,
  url: asset.url,
  picture: asset,
});

/** A file of the library: a look at it, another one from there, or one that is dropped here. */
export function MediaWidget(props: WidgetProps) {
  const { field, value, onChange, readOnly = false, faults } = props;
  const link = value as DocumentLink | null;
  const [picking, setPicking] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const mayUpload = useMay('media.write');
  const mayLook = useMay('media.read');
  const labelId = useId();
  const accept = field.accept ?? null;
  const { label, description, inputWrapperOrder } = frameOf(props);
  const pick = (asset: AssetCard) => {
    setPicking(false);
    onChange(linkTo(asset));
  };
  const { sending, send } = useOneUpload(pick, setRefused);
  const drop = useFileDrop({
    accept,
    multiple: false,
    disabled: readOnly || !mayUpload,
    onFiles: ([file]) => void send(file),
  });
  const choose = () => {
    setRefused(null);
    if (mayLook) setPicking(true);
    else drop.open();
  };
  const error = [refused, faultText(faults)].filter(Boolean).join(' ') || null;
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id: labelId }}
      description={description}
      error={error}
      inputWrapperOrder={inputWrapperOrder}
    >
      <div {...drop.getRootProps({ role: 'group', 'aria-labelledby': labelId })}>
        <input {...drop.getInputProps({ 'aria-label': `${field.label}: ${t('uploadFiles')}` })} />
        {link && !sending ? (
          <Chosen
            link={link}
            readOnly={readOnly}
            required={field.required}
            onReplace={choose}
            onRemove={() => onChange(null)}
          />
        ) : (
          <div className={classes.place} data-over={drop.isDragActive || undefined}>
            {sending ? (
              <div className={classes.sending}>
                <span>{sending.name}</span>
                <ProgressBar label={sending.name} fraction={sending.state === 'SENDING' ? sending.fraction : null} />
              </div>
            ) : (
              <>
                <IconPhotoPlus size={18} stroke={1.5} aria-hidden />
                {!readOnly && (
                  <span>
                    {t.rich(accept === 'IMAGE' ? 'dropImage' : 'dropHere', {
                      choose: (
                        <button type="button" onClick={choose}>
                          {t('chooseIt')}
                        </button>
                      ),
                    })}
                  </span>
                )}
              </>
            )}
          </div>
        )}
      </div>
      {picking && (
        <Suspense>
          <MediaPicker accept={accept} onPick={pick} onClose={() => setPicking(false)} />
        </Suspense>
      )}
    </Input.Wrapper>
  );
}

interface ChosenProps {
  link: DocumentLink;
  readOnly: boolean;
  required: boolean;
  onReplace(): void;
  onRemove(): void;
}

function Chosen({ link, readOnly, required, onReplace, onRemove }: ChosenProps) {
  const mayLook = useMay('media.read');
  // A value of an older version, or of a draft that was kept, has nothing but the id.
  const [{ data }] = useQuery({ query: CHOSEN, variables: { id: link.id }, pause: Boolean(link.picture) || !mayLook });
  const picture: Pictured | null = link.picture ?? data?.asset ?? null;
  const name = link.title ?? data?.asset?.filename ?? link.id;
  return (
    <div className={classes.chosen}>
      {picture && <AssetThumb asset={{ ...picture, filename: name }} ratio={16 / 10} />}
      <div className={classes.chosenFoot}>
        <span title={name}>{name}</span>
        {mayLook && (
          <ActionIcon
            size={24}
            aria-label={`${t('openAsset')}: ${name}`}
            renderRoot={root => <Link {...root} to="/media/$id" params={{ id: link.id }} target="_blank" />}
          >
            <IconExternalLink size={14} stroke={1.7} />
          </ActionIcon>
        )}
        {!readOnly && (
          <ActionIcon size={24} aria-label={`${t('replaceShort')}: ${name}`} onClick={onReplace}>
            <IconReplace size={14} stroke={1.7} />
          </ActionIcon>
        )}
        {!readOnly && !required && (
          <ActionIcon size={24} aria-label={`${t('remove')}: ${name}`} onClick={onRemove}>
            <IconX size={14} stroke={1.7} />
          </ActionIcon>
        )}
      </div>
    </div>
  );
}

/** One upload that belongs to this field, with how far it is. */
function useOneUpload(onDone: (asset: AssetCard) => void, onRefused: (reason: string | null) => void) {
  const [id, setId] = useState<number | null>(null);
  const item = useUploads().find(each => each.id === id);
  const send = async (file: File) => {
    onRefused(null);
    const [promise] = uploads.add([file]);
    const own = uploads.get().at(-1)?.id ?? null;
    setId(own);
    const asset = await promise;
    const reason = uploads.get().find(each => each.id === own)?.reason ?? null;
    setId(null);
    if (asset) onDone(asset);
    else onRefused(reason);
  };
  const open = item && !isSettled(item) ? item : null;
  return {
    send,
    sending: open && { name: open.name, state: open.state, fraction: open.sent / Math.max(1, open.bytes) },
  };
}
