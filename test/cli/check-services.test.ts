import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createDatabaseServer } from 'mysql2';
import { checkDatabase, checkRedis } from '../../src/cli/check-services';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Answers every command of a client with the same bytes. */
async function answering(reply: string): Promise<number> {
  const sockets: Socket[] = [];
  const server: Server = createServer(socket => {
    sockets.push(socket);
    socket
      .on('error', () => undefined)
      .on('data', chunk => void socket.write(reply.repeat(String(chunk).match(/^\*\d/gm)?.length ?? 0)));
  });
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}

function redisInfo(text: string): string {
  return `$${text.length}\r\n${text}\r\n`;
}

/** A database server that lets everybody in and answers each query with one version. */
async function databaseOfVersion(version: string): Promise<number> {
  const server = createDatabaseServer(connection => {
    connection.serverHandshake({
      protocolVersion: 10,
      serverVersion: version,
      connectionId: 1,
      statusFlags: 2,
      characterSet: 45,
      capabilityFlags: 0xffffff ^ 0x800 ^ 0x20,
      authCallback: (_: unknown, done: (error: null) => void) => done(null),
    });
    connection.on('query', () => {
      // The answer's packets are numbered from the command's; mysql2's server side leaves that to its user.
      (connection as unknown as { sequenceId: number }).sequenceId = 1;
      const text = { catalog: 'def', schema: '', table: '', orgTable: '', orgName: '', characterSet: 45 };
      const column = { ...text, name: 'version', columnType: 253, columnLength: 100, flags: 0, decimals: 0 };
      connection.writeTextResult([{ version }], [column]);
    });
    connection.on('error', () => undefined);
  });
  closing.push(() => server.close(() => undefined));
  return new Promise(resolve => {
    const listening = server as unknown as Server & { _server: Server };
    listening.listen(0, '127.0.0.1', undefined, () => resolve((listening._server.address() as { port: number }).port));
  });
}

describe('checkDatabase', () => {
  const url = process.env.TEST_DATABASE_URL as string;

  test('a server that is new enough and lets us in is fine', async () => {
    await expect(checkDatabase(`${url}/keelson`)).resolves.toMatchObject({
      flavour: expect.stringMatching(/^(mysql|mariadb)$/),
    });
  });

  test('a wrong password is said to be one, without printing it', async () => {
    const wrong = new URL(`${url}/keelson`);
    wrong.password = 'open-sesame';
    const refusal = checkDatabase(wrong.toString());
    await expect(refusal).rejects.toThrow(
      `The database server at ${wrong.host} (KEELSON_DATABASE_URL) refuses the user "keelson": the name or the password is wrong.`,
    );
    await expect(refusal).rejects.not.toThrow('open-sesame');
  });

  test('a database that does not exist, or may not be used, is named', async () => {
    await expect(checkDatabase(`${url}/test_nowhere`)).rejects.toThrow(
      'has no database "test_nowhere"; create it: CREATE DATABASE',
    );
    await expect(checkDatabase(`${url}/mysql`)).rejects.toThrow(
      'gives the user "keelson" no right to use the database "mysql".',
    );
  });

  test.each([
    ['5.7.44-log', 'is MySQL 5.7.44-log; Keelson needs MySQL 8.0 or newer.'],
    ['10.5.29-MariaDB-0+deb11u1', 'is MariaDB 10.5.29-MariaDB-0+deb11u1; Keelson needs MariaDB 10.6 or newer.'],
  ])('%s is too old', async (version, sentence) => {
    const port = await databaseOfVersion(version);
    await expect(checkDatabase(`mysql://a:b@127.0.0.1:${port}/keelson`)).rejects.toThrow(sentence);
  });
});

describe('checkRedis', () => {
  const url = process.env.TEST_REDIS_URL as string;

  test('a server that is new enough and lets us in is fine', async () => {
    await expect(checkRedis(url)).resolves.toBeUndefined();
  });

  test('a wrong password is said to be one', async () => {
    await expect(checkRedis(url.replace(/:[^:@]*@/, ':wrong@'))).rejects.toThrow(
      'refuses the user or the password: WRONGPASS',
    );
    await expect(checkRedis(url.replace(/:[^:@]*@/, ''))).rejects.toThrow('refuses the user or the password: NOAUTH');
  });

  test('an old version is refused', async () => {
    const port = await answering(redisInfo('redis_version:5.0.14\r\nmaxmemory_policy:noeviction\r\n'));
    await expect(checkRedis(`redis://127.0.0.1:${port}`)).rejects.toThrow(
      `The Redis at 127.0.0.1:${port} has version 5.0.14; Keelson needs 6.2 or newer.`,
    );
  });

  test('one that would forget keys is refused', async () => {
    const port = await answering(redisInfo('redis_version:7.2.1\r\nmaxmemory_policy:allkeys-lru\r\n'));
    await expect(checkRedis(`redis://127.0.0.1:${port}`)).rejects.toThrow(
      'maxmemory-policy allkeys-lru); set it to noeviction.',
    );
  });
});
