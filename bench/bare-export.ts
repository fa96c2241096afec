import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { createConnection } from 'mysql2';
import { JOIN } from './export.bench';

const [databaseUrl, file] = process.argv.slice(2);

async function main(): Promise<void> {
  const connection = createConnection({ uri: databaseUrl, timezone: 'Z' });
  const begun = performance.now();
  const before = process.cpuUsage();
  const rows = connection.query(JOIN).stream({ highWaterMark: 500 });
  await pipeline(rows, stringify({ header: true, record_delimiter: 'windows' }), createWriteStream(file));
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - begun) / 1000;
  connection.destroy();
  process.stdout.write(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6 }));
}

void main();
