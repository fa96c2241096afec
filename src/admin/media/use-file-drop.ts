import { type DropzoneState, useDropzone } from 'react-dropzone';

interface FileDropOptions {
  onFiles(files: readonly File[]): void;
  /** The kind of asset that is asked for; any when left out. */
  accept?: string | null;
  multiple?: boolean;
  disabled?: boolean;
}

const TYPES: Readonly<Record<string, Record<string, string[]>>> = {
  IMAGE: { 'image/*': [] },
  VIDEO: { 'video/*': [] },
  AUDIO: { 'audio/*': [] },
};

/** A part of the screen on which files can be dropped; `open` asks for some by the browser's dialog. */
export function useFileDrop({ onFiles, accept, multiple = true, disabled = false }: FileDropOptions): DropzoneState {
  const types = accept ? TYPES[accept] : undefined;
  return useDropzone({
    // It would make a button of what holds the whole screen.
    noClick: true,
    noKeyboard: true,
    multiple,
    disabled,
    ...(types ? { accept: types } : {}),
    // What the kind of field does not take, the server refuses with the reason.
    onDrop: (taken, refused) => {
      const files = [...taken, ...refused.map(({ file }) => file)];
      if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
    },
  });
}
