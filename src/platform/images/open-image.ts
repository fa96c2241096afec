import { availableParallelism } from 'node:os';
import sharp from 'sharp';

/** How many pictures one process works on at once: each takes one of libuv's four threads, and files need some as well. */
export const WORKING_AT_ONCE = Math.min(3, Math.max(1, availableParallelism()));

/** Longer than any sound picture takes, in seconds. */
const SECONDS = 30;

// What is kept between two pictures would only be memory that nobody asked for.
sharp.cache(false);
sharp.concurrency(Math.max(1, Math.floor(availableParallelism() / WORKING_AT_ONCE)));
// Files come from strangers: only the readers of formats that browsers and cameras write may see them.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Nsgif', 'Tiff', 'Svg'].map(format => `VipsForeignLoad${format}`),
});

/** How a picture is opened. */
export interface OpenOptions {
  /** Pixels of all frames together; above that nothing is decoded. */
  maxPixels: number;
  /** All frames instead of the first. */
  animated?: boolean;
  /** Dots per inch at which a drawing becomes pixels; 72 when left out. */
  density?: number;
}

/** A picture whose header is read, and whose pixels are not decoded before somebody asks; damaged pixels are an error. */
export function openImage(source: string | Buffer, { maxPixels, animated = false, density }: OpenOptions): sharp.Sharp {
  return sharp(source, {
    limitInputPixels: maxPixels,
    failOn: 'error',
    animated,
    ...(density === undefined ? {} : { density }),
  }).timeout({ seconds: SECONDS });
}
