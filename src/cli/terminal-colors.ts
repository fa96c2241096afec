import pc from 'picocolors';

/** Colours for what is written to this stream: only on a terminal, and not against NO_COLOR. (picocolors alone also colours wherever CI is set.) */
export function colorsOn(stream: NodeJS.WriteStream): ReturnType<typeof pc.createColors> {
  return pc.createColors(pc.isColorSupported && Boolean(stream.isTTY));
}
