import type { Page } from 'playwright-core';

/** A file as somebody drops it on a page. */
export interface DroppedFile {
  name: string;
  type: string;
  bytes: Buffer;
}

/** Drops files on the middle of what the selector finds, as a drag from the desktop ends. */
export async function dropFiles(page: Page, selector: string, files: readonly DroppedFile[]): Promise<void> {
  const plain = files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') }));
  const transfer = await page.evaluateHandle(given => {
    const held = new DataTransfer();
    for (const { name, type, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
      held.items.add(new File([bytes], name, { type }));
    }
    return held;
  }, plain);
  const target = page.locator(selector).first();
  const { x, y, width, height } = (await target.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const at = { clientX: x + width / 2, clientY: y + height / 2 };
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await target.dispatchEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true, ...at });
  }
}
