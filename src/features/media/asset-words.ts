import { type InputFault, invalidInput } from '../../errors';
import type { AssetWords } from './store-asset';

const LONGEST_ALT = 1000;
const LONGEST_CAPTION = 2000;

/** Throws VALIDATION_FAILED for what is longer than it may be. */
export function checkWords({ alt, caption }: AssetWords): void {
  const faults: InputFault[] = [];
  if (alt && alt.length > LONGEST_ALT)
    faults.push({
      message: `\`alt\` has ${alt.length} characters; ${LONGEST_ALT} are allowed.`,
      path: ['input', 'alt'],
    });
  if (caption && caption.length > LONGEST_CAPTION)
    faults.push({
      message: `\`caption\` has ${caption.length} characters; ${LONGEST_CAPTION} are allowed.`,
      path: ['input', 'caption'],
    });
  if (faults.length > 0) throw invalidInput(faults);
}
