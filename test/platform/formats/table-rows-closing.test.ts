import { Readable } from 'node:stream';
import { decodeText } from '../../../src/platform/formats/decode-text';
import { readDelimited, readJsonLines } from '../../../src/platform/formats/table-rows';

it.each([
  ['a table', readDelimited, 'name;size\n', 'Boat;7\n'],
  ['JSON lines', readJsonLines, '', '{"name":"Boat"}\n'],
] as const)('%s that is not read to its end lets go of its file', async (_name, read, head, row) => {
  const file = Readable.from(
    (function* () {
      yield Buffer.from(head + row);
      for (;;) yield Buffer.from(row.repeat(10_000));
    })(),
  );
  const closed = new Promise(resolve => file.on('error', () => {}).once('close', resolve));
  const { rows } = await read(decodeText(file as AsyncIterable<Buffer>));
  for await (const { values } of rows) {
    expect(values?.get('name')).toBe('Boat');
    break;
  }
  await closed;
  expect(file.destroyed).toBe(true);
});
