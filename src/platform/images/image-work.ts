import { carry, type CarriedRefusal } from './refusal';
import { type RenderedImage, renderImage, type RenderSpecification } from './render-image';
import { type ImageSketch, sketchImage } from './sketch-image';

/** Work on the picture at a path of this machine. */
export type ImageTask = { path: string; maxPixels: number } & (
  | { work: 'render'; specification: RenderSpecification }
  | { work: 'sketch' }
);

/** What became of a task: its outcome, or why there is none. */
export type ImageOutcome = { outcome: RenderedImage | ImageSketch } | { refused: CarriedRefusal };

/** What threads run (see `createImages`). Refusals are outcomes, since an error loses its class on the way out. */
export default async function work(task: ImageTask): Promise<ImageOutcome> {
  try {
    const { path, maxPixels } = task;
    if (task.work === 'sketch') return { outcome: await sketchImage(path, maxPixels) };
    return { outcome: await renderImage(path, task.specification, maxPixels) };
  } catch (error) {
    const refused = carry(error);
    if (!refused) throw error;
    return { refused };
  }
}
