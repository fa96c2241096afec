// Parses a WordPress export and does nothing with it: the yardstick of the import benchmark. Prints one JSON object.
import { createReadStream } from 'node:fs';
import { readWxr } from '../src/platform/formats/wxr';

async function main(path: string): Promise<void> {
  const begun = performance.now();
  let posts = 0;
  for await (const record of readWxr(createReadStream(path) as AsyncIterable<Buffer>)) {
    if (record.kind === 'item') posts += 1;
  }
  const seconds = (performance.now() - begun) / 1000;
  console.log(JSON.stringify({ posts, seconds, peakBytes: process.resourceUsage().maxRSS * 1024 }));
}

void main(process.argv[2]);
