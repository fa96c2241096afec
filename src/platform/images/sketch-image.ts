import sharp from 'sharp';
import { inspectImage, MAX_PIXELS } from './inspect-image';
import { openImage } from './open-image';
import { refusalOf } from './refusal';

/** What can be shown of a picture before it is there. */
export interface ImageSketch {
  /** `#rrggbb`: the colour that most of the picture has. */
  dominantColor: string;
  /** The picture at 16 pixels, blurred by being so small, as a data URI of some 200 bytes. */
  placeholder: string;
}

const SAMPLED = 48;
const SHOWN = 16;
/** Colours whose upper four bits of each channel are equal count as one. */
const BITS = 4;

/** Makes the sketch of a picture by decoding it once. Throws what `inspectImage` does, and INVALID_FILE when its pixels are damaged. */
export async function sketchImage(source: string | Buffer, maxPixels: number = MAX_PIXELS): Promise<ImageSketch> {
  await inspectImage(source, { maxPixels });
  try {
    const { data, info } = await openImage(source, { maxPixels })
      .autoOrient()
      .resize(SAMPLED, SAMPLED, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: 4 } as const;
    const tiny = await sharp(data, { raw })
      .resize(SHOWN, SHOWN, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 40, alphaQuality: 40, effort: 6 })
      .toBuffer();
    return { dominantColor: dominantColor(data), placeholder: `data:image/webp;base64,${tiny.toString('base64')}` };
  } catch (error) {
    throw refusalOf(error);
  }
}

/** The mean of the colours that are most alike, each weighed by how opaque it is; of RGBA pixels. */
export function dominantColor(pixels: Uint8Array): string {
  const sums = new Map<number, [weight: number, red: number, green: number, blue: number]>();
  let largest: [number, number, number, number] = [0, 0, 0, 0];
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const [red, green, blue, alpha] = pixels.subarray(at, at + 4);
    const shift = 8 - BITS;
    const key = ((red >> shift) << (2 * BITS)) | ((green >> shift) << BITS) | (blue >> shift);
    const sum = sums.get(key) ?? [0, 0, 0, 0];
    sums.set(key, sum);
    sum[0] += alpha;
    sum[1] += red * alpha;
    sum[2] += green * alpha;
    sum[3] += blue * alpha;
    if (sum[0] > largest[0]) largest = sum;
  }
  const [weight, ...channels] = largest;
  if (weight === 0) return '#ffffff';
  return `#${channels
    .map(channel =>
      Math.round(channel / weight)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
