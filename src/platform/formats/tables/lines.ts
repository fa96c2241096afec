/** The lines of a stream, without their line breaks, in lists as they arrive; what is not ended by one comes last. */
export async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  let rest: Buffer[] = [];
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(0x0a);
    if (end < 0) {
      rest.push(piece);
      continue;
    }
    const whole = Buffer.concat([...rest, piece.subarray(0, end + 1)]).toString('utf8');
    rest = end + 1 < piece.length ? [piece.subarray(end + 1)] : [];
    yield whole.slice(0, -1).split('\n');
  }
  if (rest.length > 0) yield [Buffer.concat(rest).toString('utf8')];
}

/** Lists of lines as lists of at most so many lines, and hardly more than so many characters. */
export async function* inListsOf(
  lists: AsyncIterable<string[]>,
  most: number,
  characters: number,
): AsyncGenerator<string[]> {
  let waiting: string[] = [];
  let size = 0;
  for await (const list of lists) {
    for (const line of list) {
      waiting.push(line);
      size += line.length;
      if (waiting.length === most || size > characters) {
        yield waiting;
        waiting = [];
        size = 0;
      }
    }
  }
  if (waiting.length > 0) yield waiting;
}
