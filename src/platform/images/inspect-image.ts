import { open } from 'node:fs/promises';
import type { Metadata } from 'sharp';
import { imageTooLarge, invalidFile, unsupportedImage } from '../../errors';
import { openImage } from './open-image';

/** The formats that pictures may come in. */
export type SourceFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif' | 'tiff' | 'svg';

/** What a picture's header says. */
export interface ImageFacts {
  format: SourceFormat;
  /** In pixels, as the picture is shown: its orientation is applied. A drawing's own size in CSS pixels. */
  width: number;
  height: number;
  /** 1 for a still picture. */
  frames: number;
  /** Has more than one frame, in a format whose frames are shown one after the other. */
  animated: boolean;
}

/** What a picture may ask of this machine. */
export interface ImageLimits {
  /** Width x height x frames; 50,000,000 when left out. */
  maxPixels?: number;
}

/** Pixels of all frames of a picture: about 200 MB when all are decoded at once. */
export const MAX_PIXELS = 50_000_000;

const FORMATS: readonly string[] = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'svg'];
const MOVING: readonly string[] = ['webp', 'gif'];
/** Brands of ISO/IEC 23008-12 files, which hold HEVC unless the file itself says AV1. */
const HEIC_BRANDS = /^(hei[cxms]|hev[cxms]|mif1|msf1)$/;

/**
 * Reads a picture's header, and not one of its pixels. Throws UNSUPPORTED_IMAGE, IMAGE_TOO_LARGE (before anything is decoded) or
 * INVALID_FILE. A source is a path or the bytes.
 */
export async function inspectImage(
  source: string | Buffer,
  { maxPixels = MAX_PIXELS }: ImageLimits = {},
): Promise<ImageFacts> {
  const metadata = await readHeader(source, maxPixels);
  const format = formatOf(metadata);
  const { width, height } = metadata.autoOrient;
  // A multi-page TIFF is a document of which the first page is shown.
  const frames = MOVING.includes(format) ? (metadata.pages ?? 1) : 1;
  const pixels = width * height * frames;
  if (pixels > maxPixels) throw imageTooLarge(pixels, maxPixels);
  return { format, width, height, frames, animated: frames > 1 };
}

async function readHeader(source: string | Buffer, maxPixels: number): Promise<Metadata> {
  try {
    return await openImage(source, { maxPixels: Number.MAX_SAFE_INTEGER }).metadata();
  } catch (error) {
    const message = (error as Error).message;
    if (/exceeds pixel limit/i.test(message)) throw imageTooLarge(null, maxPixels);
    const head = await firstBytes(source);
    if (head.length === 0) throw invalidFile('The file is empty.', { reason: 'EMPTY_FILE' });
    if (isHeic(head)) throw unsupportedImage('HEIC');
    if (/unsupported image format/i.test(message)) throw unsupportedImage();
    throw invalidFile('The picture is damaged: its header can not be read.', { reason: 'DAMAGED_IMAGE' });
  }
}

function formatOf({ format, compression }: Metadata): SourceFormat {
  if (format === 'heif') {
    if (compression === 'av1') return 'avif';
    throw unsupportedImage('HEIC');
  }
  if (!FORMATS.includes(format)) throw unsupportedImage();
  return format as SourceFormat;
}

function isHeic(head: Buffer): boolean {
  return head.toString('latin1', 4, 8) === 'ftyp' && HEIC_BRANDS.test(head.toString('latin1', 8, 12));
}

async function firstBytes(source: string | Buffer): Promise<Buffer> {
  if (typeof source !== 'string') return source.subarray(0, 16);
  const file = await open(source, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
