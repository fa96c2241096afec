/** How a picture is put into the room that it is given: `cover` fills it and is cropped, `inside` is shown whole within it. */
export type ImageFit = 'cover' | 'inside';

/** Width and height in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** The room for a picture; what is left out follows from the picture's own proportions. At least one of both is there. */
export interface Room {
  width: number | null;
  height: number | null;
  fit: ImageFit;
  /** What stays in sight when the picture is cropped: 0 (left, top) to 1 (right, bottom); its middle when null. */
  focalPoint: { x: number; y: number } | null;
  /** A drawing may become larger than it says it is; photographs never do. */
  mayGrow?: boolean;
}

/** How a picture becomes another size: it is scaled, and then a part of it is taken. */
export interface SizePlan {
  scaled: Size;
  /** The part that is taken, whose size is the result's. */
  crop: Size & { left: number; top: number };
}

/**
 * The sizes on the way from a picture to a room. A picture that is too small keeps the room's proportions and is not made larger. Pure:
 * who tells a size before anything is drawn, and who draws it, say the same.
 */
export function planSize(source: Size, { width, height, fit, focalPoint, mayGrow = false }: Room): SizePlan {
  const wanted = width ?? Number.POSITIVE_INFINITY;
  const tall = height ?? Number.POSITIVE_INFINITY;
  if (fit === 'inside' || width === null || height === null) {
    const factor = Math.min(wanted / source.width, tall / source.height, mayGrow ? Number.POSITIVE_INFINITY : 1);
    const scaled = scale(source, factor);
    return { scaled, crop: { left: 0, top: 0, ...scaled } };
  }
  const shrink = mayGrow ? 1 : Math.min(1, source.width / width, source.height / height);
  const target = scale({ width, height }, shrink);
  const scaled = scale(source, Math.max(target.width / source.width, target.height / source.height));
  // Rounding may have made it a pixel too small to fill the room.
  const covering = {
    width: Math.max(scaled.width, target.width),
    height: Math.max(scaled.height, target.height),
  };
  const { x, y } = focalPoint ?? { x: 0.5, y: 0.5 };
  return {
    scaled: covering,
    crop: {
      left: offset(x, covering.width, target.width),
      top: offset(y, covering.height, target.height),
      ...target,
    },
  };
}

function scale({ width, height }: Size, factor: number): Size {
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** Where a window of `length` begins on a line of `whole`, so that the point is as near to its middle as the line allows. */
function offset(point: number, whole: number, length: number): number {
  return Math.round(Math.min(Math.max(point * whole - length / 2, 0), whole - length));
}
