import type { Sharp } from 'sharp';
import { inspectImage, MAX_PIXELS } from './inspect-image';
import { openImage } from './open-image';
import { planSize, type Room } from './plan-size';
import { refusalOf } from './refusal';

/** The formats that pictures are given out in. */
export type RenderedFormat = 'avif' | 'webp' | 'jpeg' | 'png';

/** What is to be made of a picture. */
export interface RenderSpecification extends Omit<Room, 'mayGrow'> {
  format: RenderedFormat;
  /** 1 to 100; PNG loses nothing and has none. */
  quality: number;
  /** Keeps the frames of a moving picture, which WebP alone can; otherwise its first frame is taken. */
  animated: boolean;
}

/** A picture in another size and format. */
export interface RenderedImage {
  bytes: Uint8Array;
  width: number;
  height: number;
}

/** A drawing is made of at most so many dots per inch, whatever it is scaled to. */
const MAX_DENSITY = 2400;
const CSS_DENSITY = 72;

/**
 * Makes another picture of one: upright, in sRGB with 8 bits, and without what the camera or anybody else wrote into it (EXIF, GPS, XMP,
 * IPTC, ICC). Throws what `inspectImage` does, and INVALID_FILE when its pixels are damaged.
 */
export async function renderImage(
  source: string | Buffer,
  specification: RenderSpecification,
  maxPixels: number = MAX_PIXELS,
): Promise<RenderedImage> {
  const facts = await inspectImage(source, { maxPixels });
  const isDrawing = facts.format === 'svg';
  const { scaled, crop } = planSize(facts, { ...specification, mayGrow: isDrawing });
  const moving = facts.animated && specification.animated && specification.format === 'webp';
  const image = openImage(source, {
    maxPixels,
    animated: moving,
    ...(isDrawing ? { density: densityFor(scaled.width / facts.width) } : {}),
  })
    .autoOrient()
    .resize(scaled.width, scaled.height, { fit: 'fill', fastShrinkOnLoad: true });
  if (crop.width !== scaled.width || crop.height !== scaled.height) image.extract(crop);
  try {
    const bytes = await encode(image.toColourspace('srgb'), specification).toBuffer();
    return { bytes, width: crop.width, height: crop.height };
  } catch (error) {
    throw refusalOf(error);
  }
}

function densityFor(factor: number): number {
  return Math.min(Math.max(CSS_DENSITY * factor, 1), MAX_DENSITY);
}

function encode(image: Sharp, { format, quality }: RenderSpecification): Sharp {
  switch (format) {
    case 'avif':
      return image.avif({ quality, effort: 3 });
    case 'webp':
      return image.webp({ quality });
    case 'png':
      return image.png();
    default:
      return image.flatten({ background: '#ffffff' }).jpeg({ quality, mozjpeg: true });
  }
}
