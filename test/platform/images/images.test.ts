import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { createImages } from '../../../src/platform/images/images';
import type { RenderSpecification } from '../../../src/platform/images/render-image';

const directory = mkdtempSync(join(tmpdir(), 'keelson-images-'));
const images = createImages({ maxPixels: 2_000_000 });
const forever = () => new AbortController().signal;
const WHOLE: RenderSpecification = {
  width: 400,
  height: null,
  fit: 'inside',
  focalPoint: null,
  format: 'webp',
  quality: 80,
  animated: true,
};

afterAll(async () => {
  await images.close();
  rmSync(directory, { recursive: true, force: true });
});

let files = 0;
function file(bytes: Buffer): string {
  const path = join(directory, `picture-${files++}`);
  writeFileSync(path, bytes);
  return path;
}

async function rendered(bytes: Buffer, specification: Partial<RenderSpecification> = {}) {
  const made = await images.render(file(bytes), { ...WHOLE, ...specification }, forever());
  return { ...made, bytes: Buffer.from(made.bytes), metadata: await sharp(made.bytes, { animated: true }).metadata() };
}

async function colorAt(bytes: Buffer, left: number, top: number): Promise<number[]> {
  const { data } = await sharp(bytes)
    .extract({ left, top, width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

/** Red on the left, blue on the right. */
function halves(width = 40, height = 20) {
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([
    {
      input: { create: { width: width / 2, height, channels: 3, background: '#0000ff' } },
      left: width / 2,
      top: 0,
    },
  ]);
}

function gif(frames: number, size = 16): Promise<Buffer> {
  const raw = Buffer.alloc(size * size * frames * 3, 0);
  for (let frame = 0; frame < frames; frame++) {
    const length = size * size * 3;
    raw.fill(frame * 40, frame * length, (frame + 1) * length);
  }
  return sharp(raw, { raw: { width: size, height: size * frames, channels: 3, pageHeight: size } })
    .gif()
    .toBuffer();
}

describe('a picture', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('with the EXIF orientation %i is made upright', async orientation => {
    // What is stored is turned the other way, so that every one of them shows red on the left.
    const upright = await halves().png().toBuffer();
    const turned = await sharp(
      await sharp(upright)
        .withMetadata({ orientation: inverseOf(orientation) })
        .png()
        .toBuffer(),
    )
      .autoOrient()
      .png()
      .toBuffer();
    const stored = await sharp(turned).withMetadata({ orientation }).jpeg({ quality: 100 }).toBuffer();
    expect(await images.inspect(stored)).toMatchObject({ width: 40, height: 20 });
    const made = await rendered(stored, { format: 'png' });
    expect([made.width, made.height, made.metadata.orientation]).toEqual([40, 20, undefined]);
    const [red, , blue] = await colorAt(made.bytes, 2, 10);
    expect(red > 200 && blue < 60).toBe(true);
  });

  it('loses its GPS position, its EXIF, XMP and profile in every format', async () => {
    const source = await halves(400, 200)
      .withExif({ IFD0: { Copyright: 'somebody' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
      .withIccProfile('p3', { attach: true })
      .jpeg()
      .toBuffer();
    expect(await sharp(source).metadata()).toMatchObject({ exif: expect.anything(), icc: expect.anything() });
    for (const format of ['avif', 'webp', 'jpeg', 'png'] as const) {
      const { metadata, bytes } = await rendered(source, { format, width: 100 });
      const { exif, icc, xmp, iptc } = metadata;
      expect({ format, exif, icc, xmp, iptc }).toEqual({ format });
      expect(bytes.includes('GPS') || bytes.includes('somebody')).toBe(false);
    }
  });

  it('is converted to sRGB from its own profile', async () => {
    // As it is stored, this is the red of Display P3, which sRGB's reddest red comes nearest to.
    const source = await sharp({ create: { width: 8, height: 8, channels: 3, background: { r: 200, g: 60, b: 60 } } })
      .withIccProfile('p3', { attach: true })
      .png()
      .toBuffer();
    const [stored] = [await colorAt(await sharp(source, { ignoreIcc: true }).png().toBuffer(), 4, 4)];
    const made = await rendered(source, { format: 'png' });
    const shown = await colorAt(made.bytes, 4, 4);
    expect(shown[0]).toBeGreaterThan(stored[0]);
    expect(Math.abs(shown[0] - 200)).toBeLessThan(4);
  });

  it('of CMYK or 16 bits becomes one of sRGB with 8 bits', async () => {
    const cmyk = await halves().toColourspace('cmyk').jpeg().toBuffer();
    const deep = await halves().toColourspace('rgb16').png().toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    expect((await sharp(deep).metadata()).depth).toBe('ushort');
    for (const source of [cmyk, deep]) {
      for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
        const { metadata } = await rendered(source, { format });
        expect([format, metadata.space, metadata.depth]).toEqual([format, 'srgb', 'uchar']);
      }
    }
  });

  it('that lets things shine through keeps doing so, and becomes white behind where the format can not', async () => {
    const clear = await sharp({ create: { width: 20, height: 20, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    expect((await rendered(clear)).metadata.hasAlpha).toBe(true);
    const jpeg = await rendered(clear, { format: 'jpeg' });
    expect(await colorAt(jpeg.bytes, 5, 5)).toEqual([255, 255, 255]);
  });

  it('is cropped around its focal point, and never made larger', async () => {
    const source = await halves(400, 200).png().toBuffer();
    const room = { width: 100, height: 100, fit: 'cover', format: 'png' } as const;
    const left = await rendered(source, { ...room, focalPoint: { x: 0, y: 0.5 } });
    const right = await rendered(source, { ...room, focalPoint: { x: 1, y: 0.5 } });
    expect([left.width, left.height]).toEqual([100, 100]);
    expect((await colorAt(left.bytes, 98, 50))[0]).toBeGreaterThan(200);
    expect((await colorAt(right.bytes, 2, 50))[2]).toBeGreaterThan(200);
    const small = await rendered(source, { ...room, width: 1000, height: 500 });
    expect([small.width, small.height]).toEqual([400, 200]);
  });

  it('that moves keeps moving as WebP, and stands still in other formats', async () => {
    const source = await gif(4);
    expect(await images.inspect(source)).toMatchObject({
      format: 'gif',
      frames: 4,
      animated: true,
      width: 16,
      height: 16,
    });
    const moving = await rendered(source, { width: 8, height: 4, fit: 'cover' });
    expect(moving.metadata).toMatchObject({ format: 'webp', pages: 4, pageHeight: 4, width: 8 });
    expect((await rendered(source, { format: 'jpeg' })).metadata.pages ?? 1).toBe(1);
    expect((await rendered(source, { animated: false })).metadata.pages ?? 1).toBe(1);
  });

  it('that is a drawing is made as large as it is asked for', async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="10" height="10" fill="red"/></svg>',
    );
    expect(await images.inspect(svg)).toMatchObject({ format: 'svg', width: 20, height: 10 });
    const made = await rendered(svg, { width: 200, format: 'png' });
    expect([made.width, made.height, made.metadata.height]).toEqual([200, 100, 100]);
    expect((await colorAt(made.bytes, 98, 50))[0]).toBe(255);
  });

  it('has a tiny placeholder and the colour of most of it', async () => {
    const source = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#204080' } })
      .composite([
        { input: { create: { width: 60, height: 60, channels: 3, background: '#ffffff' } }, left: 0, top: 0 },
      ])
      .png()
      .toBuffer();
    const { dominantColor, placeholder } = await images.sketch(file(source), forever());
    expect(dominantColor).toBe('#204080');
    expect(placeholder).toMatch(/^data:image\/webp;base64,/);
    expect(placeholder.length).toBeLessThan(400);
    const tiny = await sharp(Buffer.from(placeholder.split(',')[1], 'base64')).metadata();
    expect([tiny.width, tiny.height]).toEqual([16, 11]);
  });

  it('is refused by a code when it is too large, damaged, or none at all', async () => {
    const many = await gif(9, 512);
    const large = await sharp({ create: { width: 2000, height: 1001, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const cut = (await halves(400, 400).png({ compressionLevel: 0 }).toBuffer()).subarray(0, 9000);
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
    await expect(images.inspect(many)).rejects.toMatchObject({ code: 'IMAGE_TOO_LARGE' });
    await expect(images.inspect(large)).rejects.toMatchObject({
      code: 'IMAGE_TOO_LARGE',
      details: { pixels: 2_002_000 },
    });
    await expect(images.inspect(heic)).rejects.toMatchObject({
      code: 'UNSUPPORTED_IMAGE',
      details: { format: 'HEIC' },
    });
    await expect(images.inspect(Buffer.from('<html><script>'))).rejects.toMatchObject({ code: 'UNSUPPORTED_IMAGE' });
    await expect(images.inspect(Buffer.from('<?php echo 1;'))).rejects.toMatchObject({ code: 'UNSUPPORTED_IMAGE' });
    await expect(images.inspect(Buffer.alloc(0))).rejects.toMatchObject({ code: 'INVALID_FILE' });
    await expect(rendered(cut)).rejects.toMatchObject({ code: 'INVALID_FILE', mendable: true });
    await expect(images.sketch(file(cut), forever())).rejects.toMatchObject({ code: 'INVALID_FILE' });
    await expect(rendered(large)).rejects.toMatchObject({ code: 'IMAGE_TOO_LARGE' });
  });

  it('is not worked on any more when nobody wants it', async () => {
    const controller = new AbortController();
    const work = images.render(file(await halves(1000, 1000).png().toBuffer()), WHOLE, controller.signal);
    controller.abort(new Error('not wanted any more'));
    await expect(work).rejects.toThrow('not wanted any more');
  });
});

function inverseOf(orientation: number): number {
  return { 6: 8, 8: 6 }[orientation] ?? orientation;
}
