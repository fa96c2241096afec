import { ownAddress } from '../api/own-address';

/*
 * Which picture of an asset is shown where: the only place that knows.
 */

/** What is needed to show an asset. */
export interface Pictured {
  kind: string;
  url: string;
  placeholder?: string | null;
  width?: number | null;
  height?: number | null;
  focalPoint?: { x: number; y: number } | null;
}

/** A place in a picture, from 0 to 1. */
export interface Point {
  x: number;
  y: number;
}

const MIDDLE: Point = { x: 0.5, y: 0.5 };

/** The picture for a tile or a row; null for what is no picture. */
export function thumbnailOf({ kind, url }: Pictured): string | null {
  return kind === 'IMAGE' ? ownAddress(url) : null;
}

/** The shapes in which themes commonly crop, as width by height. */
export const CROPS = [
  { label: '16 : 9', ratio: 16 / 9 },
  { label: '3 : 2', ratio: 3 / 2 },
  { label: '1 : 1', ratio: 1 },
  { label: '4 : 5', ratio: 4 / 5 },
] as const;

/** Whether a tile is filled with the picture, or the whole of it is shown because cropping would hide too much. */
export function fillsTile({ width, height }: Pictured): boolean {
  if (!width || !height) return true;
  return width >= 160 && height >= 120 && width / height < 2.4 && width / height > 0.55;
}

/**
 * The CSS `object-position` that keeps the focal point as near to the middle of a box as the picture reaches; `ratio` is the box's width by
 * its height.
 */
export function positionIn({ width, height, focalPoint }: Pictured, ratio: number): string {
  const { x, y } = focalPoint ?? MIDDLE;
  const own = width && height ? width / height : ratio;
  return `${percent(x, ratio / own)} ${percent(y, own / ratio)}`;
}

/** `seen`: which part of the picture's side is in sight. */
function percent(focus: number, seen: number): string {
  if (seen >= 1) return '50%';
  const start = Math.max(0, Math.min(1 - seen, focus - seen / 2));
  return `${Math.round((start / (1 - seen)) * 1000) / 10}%`;
}
