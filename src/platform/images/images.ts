/**
 * Pictures from strangers, made into pictures for everybody. The size is known and held against the budget before a pixel is decoded;
 * decoding and encoding happen in threads, as many at once as the machine has processors for, and what is not wanted any more is ended.
 */
import { join } from 'node:path';
import { createThreads } from '../threads/threads';
import type { ImageOutcome, ImageTask } from './image-work';
import { type ImageFacts, inspectImage, MAX_PIXELS } from './inspect-image';
import { WORKING_AT_ONCE } from './open-image';
import { unpack } from './refusal';
import type { RenderedImage, RenderSpecification } from './render-image';
import type { ImageSketch } from './sketch-image';

/** What can be done with pictures that lie on this machine. All of it throws what `inspectImage` does. */
export interface Images {
  /** What the header says; cheap, and no thread is needed. */
  inspect(source: string | Buffer): Promise<ImageFacts>;
  /** Another picture of the one at the path; throws the signal's reason when that aborts. */
  render(path: string, specification: RenderSpecification, signal: AbortSignal): Promise<RenderedImage>;
  /** What can be shown before the picture at the path is there; throws the signal's reason when that aborts. */
  sketch(path: string, signal: AbortSignal): Promise<ImageSketch>;
  /** Pixels of all frames that a picture may have. */
  readonly maxPixels: number;
  /** Ends the threads, whatever they do. */
  close(): Promise<void>;
}

const WORK = join(__dirname, 'image-work');

/** Makes the images of a process; its threads start with the first work and end when there has been none for a while. */
export function createImages({ maxPixels = MAX_PIXELS }: { maxPixels?: number } = {}): Images {
  const threads = createThreads({ most: WORKING_AT_ONCE });

  async function run<Outcome>(task: ImageTask, signal: AbortSignal): Promise<Outcome> {
    const done = await threads.run<ImageOutcome>(require.resolve(WORK), task, signal);
    if ('refused' in done) throw unpack(done.refused);
    return done.outcome as Outcome;
  }

  return {
    maxPixels,
    inspect: source => inspectImage(source, { maxPixels }),
    render: (path, specification, signal) => run({ work: 'render', path, maxPixels, specification }, signal),
    sketch: (path, signal) => run({ work: 'sketch', path, maxPixels }, signal),
    close: () => threads.close(),
  };
}
