import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { KeelsonError } from '../../../src/errors';
import { createImages } from '../../../src/platform/images/images';
import type { RenderSpecification } from '../../../src/platform/images/render-image';

const DATA = process.env.KEELSON_SHARED_DATA ?? resolve(__dirname, '../../../../shared/data');
const FOLDER = join(DATA, 'images');
const present = existsSync(FOLDER);
const images = createImages();
const CARD: RenderSpecification = {
  width: 200,
  height: null,
  fit: 'inside',
  focalPoint: null,
  format: 'webp',
  quality: 75,
  animated: true,
};

interface Facts {
  format?: string;
  width?: number;
  height?: number;
  frames?: number;
  display_size?: [number, number];
  decodes?: boolean | string;
  megapixels_all_frames?: number;
}

const facts: Record<string, { facts: Facts }> = present
  ? JSON.parse(readFileSync(join(DATA, 'facts.json'), 'utf8'))
  : {};
const names = present
  ? (readdirSync(FOLDER, { recursive: true }) as string[]).filter(name => name.includes('.')).sort()
  : [];
const factsOf = (name: string) => facts[`images/${name}`]?.facts ?? {};
const isBomb = (name: string) => (factsOf(name).megapixels_all_frames ?? 0) > 50;
/** What others read and this server does not. */
const UNREAD = ['BMP', 'ICO', 'PPM', 'JPEG2000'];

afterAll(() => images.close());

async function outcomeOf(name: string): Promise<string> {
  const path = join(FOLDER, name);
  const signal = new AbortController().signal;
  try {
    const { format, width, height, frames } = await images.inspect(path);
    await images.sketch(path, signal);
    const made = await images.render(path, CARD, signal);
    const metadata = await sharp(made.bytes).metadata();
    const left = ['exif', 'icc', 'iptc', 'xmp'].filter(kind => kind in metadata);
    return `${format} ${width}x${height} ${frames > 1 ? `${metadata.pages} of ${frames} frames, ` : ''}keeps ${left.join() || 'nothing'}`;
  } catch (error) {
    if (error instanceof KeelsonError) return error.code;
    throw error;
  }
}

(present ? describe : describe.skip)('the pictures of the corpus', () => {
  it('are each taken as what they are, or refused by a code', async () => {
    const outcomes: [string, string][] = [];
    for (const name of names) outcomes.push([name, await outcomeOf(name)]);
    process.stdout.write(`${outcomes.map(([name, outcome]) => `${name.padEnd(72)} ${outcome}`).join('\n')}\n`);

    for (const [name, outcome] of outcomes) {
      const { format = '', display_size, width, height, frames = 1, decodes } = factsOf(name);
      const [shownWidth, shownHeight] = display_size ?? [width, height];
      if (isBomb(name))
        expect([name, outcome]).toEqual([
          name,
          expect.stringMatching(/^(IMAGE_TOO_LARGE|INVALID_FILE|UNSUPPORTED_IMAGE)$/),
        ]);
      else if (UNREAD.includes(format)) expect([name, outcome]).toEqual([name, 'UNSUPPORTED_IMAGE']);
      else if (decodes === true) {
        expect([name, outcome]).toEqual([name, expect.stringContaining(`${shownWidth}x${shownHeight} `)]);
        if (frames > 1 && format !== 'PNG')
          expect([name, outcome]).toEqual([name, expect.stringContaining(`of ${frames} frames`)]);
        expect([name, outcome]).toEqual([name, expect.stringContaining('keeps nothing')]);
      }
    }
    expect(outcomes.filter(([name, outcome]) => /\.hei[cf]$/i.test(name) && !/^[A-Z_]+$/.test(outcome))).toEqual([]);
    expect(Object.fromEntries(outcomes)).toMatchObject({
      'exif-heic_IMG_5195.HEIC': 'UNSUPPORTED_IMAGE',
      'pil-avif_hopper.heif': 'UNSUPPORTED_IMAGE',
      'truncated.png': 'INVALID_FILE',
      'pil-truncated_image.png': 'INVALID_FILE',
      'hand-zero-byte.jpg': 'INVALID_FILE',
      'hand-png-named.jpg': 'png 1x1 keeps nothing',
      'hand-gps-orient6.jpg': 'jpeg 480x640 keeps nothing',
    });
  }, 120_000);

  it.each(names.filter(isBomb))('that is a bomb (%s) is refused at once, and takes no memory', async name => {
    await images.inspect(join(FOLDER, 'hand-1x1.png'));
    const before = process.memoryUsage().rss;
    const began = performance.now();
    await expect(images.inspect(join(FOLDER, name))).rejects.toBeInstanceOf(KeelsonError);
    await expect(images.inspect(readFileSync(join(FOLDER, name)))).rejects.toBeInstanceOf(KeelsonError);
    expect(performance.now() - began).toBeLessThan(1000);
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });
});
