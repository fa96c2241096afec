import type { KeyboardEvent } from 'react';

/** What marks the one thing of a tile or a row that has the focus. */
export const FOCUSED_PART = 'data-tile';

const STEPS: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  k: 'left',
  j: 'right',
  K: 'left',
  J: 'right',
};

/**
 * Moves the focus among the tiles of a container, as arrows point, or by J and K. Answers the index of the tile that has it now, or null when
 * the key means something else.
 */
export function moveAmongTiles(event: KeyboardEvent<HTMLElement>): number | null {
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return null;
  const tiles = [...event.currentTarget.querySelectorAll<HTMLElement>(`[${FOCUSED_PART}]`)];
  const at = tiles.findIndex(tile => tile === document.activeElement);
  if (at < 0) return null;
  const across = columnsOf(tiles);
  const by = { left: -1, right: 1, up: -across, down: across }[step];
  const next = at + by;
  event.preventDefault();
  if (next < 0 || next >= tiles.length) return null;
  tiles[next].focus();
  return next;
}

/** How many stand beside one another. */
function columnsOf(tiles: readonly HTMLElement[]): number {
  const first = tiles[0]?.getBoundingClientRect().top;
  const next = tiles.findIndex(tile => Math.abs(tile.getBoundingClientRect().top - first) > 4);
  return next < 0 ? tiles.length : next;
}
