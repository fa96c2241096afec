/** What a file is to people. */
export type FileKind = 'IMAGE' | 'VIDEO' | 'AUDIO' | 'DOCUMENT' | 'OTHER';

/** A type of file that is taken: what it is, and the extensions that fit it, the usual one first. */
export interface MediaType {
  contentType: string;
  kind: FileKind;
  extensions: readonly string[];
}

const type = (contentType: string, kind: FileKind, ...extensions: string[]): MediaType => ({
  contentType,
  kind,
  extensions,
});

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OASIS = 'application/vnd.oasis.opendocument';

/** What a file can be recognised as by its first bytes, by media type; everything else is refused. */
const BINARY: readonly MediaType[] = [
  type('image/jpeg', 'IMAGE', 'jpg', 'jpeg', 'jpe', 'jfif'),
  type('image/png', 'IMAGE', 'png'),
  type('image/apng', 'IMAGE', 'png', 'apng'),
  type('image/gif', 'IMAGE', 'gif'),
  type('image/webp', 'IMAGE', 'webp'),
  type('image/avif', 'IMAGE', 'avif', 'avifs'),
  type('image/heic', 'IMAGE', 'heic', 'heif'),
  type('image/heif', 'IMAGE', 'heif', 'heic'),
  type('image/tiff', 'IMAGE', 'tiff', 'tif'),
  type('image/bmp', 'IMAGE', 'bmp'),
  type('image/jxl', 'IMAGE', 'jxl'),
  type('image/x-icon', 'IMAGE', 'ico'),
  type('video/mp4', 'VIDEO', 'mp4', 'm4v'),
  type('video/x-m4v', 'VIDEO', 'm4v', 'mp4'),
  type('video/webm', 'VIDEO', 'webm'),
  type('video/matroska', 'VIDEO', 'mkv'),
  type('video/quicktime', 'VIDEO', 'mov', 'qt'),
  type('video/ogg', 'VIDEO', 'ogv', 'ogg'),
  type('video/mpeg', 'VIDEO', 'mpg', 'mpeg'),
  type('video/vnd.avi', 'VIDEO', 'avi'),
  type('video/3gpp', 'VIDEO', '3gp'),
  type('audio/mpeg', 'AUDIO', 'mp3', 'mp2', 'mpga'),
  type('audio/mp4', 'AUDIO', 'm4a', 'mp4'),
  type('audio/x-m4a', 'AUDIO', 'm4a'),
  type('audio/aac', 'AUDIO', 'aac'),
  type('audio/ogg', 'AUDIO', 'ogg', 'oga', 'opus'),
  type('audio/ogg; codecs=opus', 'AUDIO', 'opus', 'ogg', 'oga'),
  type('audio/flac', 'AUDIO', 'flac'),
  type('audio/x-flac', 'AUDIO', 'flac'),
  type('audio/wav', 'AUDIO', 'wav'),
  type('audio/aiff', 'AUDIO', 'aiff', 'aif'),
  type('audio/midi', 'AUDIO', 'mid', 'midi'),
  type('application/pdf', 'DOCUMENT', 'pdf'),
  type('application/epub+zip', 'DOCUMENT', 'epub'),
  type('application/rtf', 'DOCUMENT', 'rtf'),
  type('application/x-cfb', 'DOCUMENT', 'doc', 'xls', 'ppt', 'msg'),
  type(`${OFFICE}.wordprocessingml.document`, 'DOCUMENT', 'docx'),
  type(`${OFFICE}.spreadsheetml.sheet`, 'DOCUMENT', 'xlsx'),
  type(`${OFFICE}.presentationml.presentation`, 'DOCUMENT', 'pptx'),
  type(`${OASIS}.text`, 'DOCUMENT', 'odt'),
  type(`${OASIS}.spreadsheet`, 'DOCUMENT', 'ods'),
  type(`${OASIS}.presentation`, 'DOCUMENT', 'odp'),
  type('application/zip', 'OTHER', 'zip'),
  type('application/gzip', 'OTHER', 'gz', 'tgz'),
  type('application/x-tar', 'OTHER', 'tar'),
  type('application/x-bzip2', 'OTHER', 'bz2'),
  type('application/x-xz', 'OTHER', 'xz'),
  type('application/zstd', 'OTHER', 'zst'),
  type('application/x-7z-compressed', 'OTHER', '7z'),
  type('font/woff', 'OTHER', 'woff'),
  type('font/woff2', 'OTHER', 'woff2'),
  type('font/ttf', 'OTHER', 'ttf'),
  type('font/otf', 'OTHER', 'otf'),
];

/** Texts have no first bytes of their own: of these their names decide, and any other is plain text. */
const TEXT: readonly MediaType[] = [
  type('text/plain', 'DOCUMENT', 'txt', 'text', 'log'),
  type('text/csv', 'DOCUMENT', 'csv'),
  type('text/tab-separated-values', 'DOCUMENT', 'tsv'),
  type('text/markdown', 'DOCUMENT', 'md', 'markdown'),
  type('application/json', 'DOCUMENT', 'json', 'jsonl', 'ndjson', 'geojson'),
  type('text/vtt', 'OTHER', 'vtt'),
  type('application/x-subrip', 'OTHER', 'srt'),
  type('text/calendar', 'OTHER', 'ics'),
];

/** SVG is a text that browsers run as a page: it is stored only after everything active was taken out. */
export const SVG = type('image/svg+xml', 'IMAGE', 'svg');

/** XML that is nothing else. */
export const XML = type('application/xml', 'OTHER', 'xml');

/** A file of which nothing is known; browsers only ever save it. */
export const UNKNOWN = type('application/octet-stream', 'OTHER', 'bin');

const byContent = new Map(BINARY.map(one => [one.contentType, one]));

/** The type with this media type, as recognised by first bytes; null when such files are not taken. */
export const binaryType = (contentType: string): MediaType | null => byContent.get(contentType) ?? null;

/** The type of a text with this extension. */
export function textType(extension: string): MediaType {
  return TEXT.find(({ extensions }) => extensions.includes(extension)) ?? TEXT[0];
}

/** What a name's extension promises about the content; null when it promises nothing that matters. */
export function promisedKind(extension: string): FileKind | null {
  const promised = [...BINARY, SVG].filter(({ extensions }) => extensions.includes(extension));
  const [first] = promised;
  if (!first || (first.kind !== 'IMAGE' && first.kind !== 'VIDEO' && first.kind !== 'AUDIO')) return null;
  return first.kind;
}
