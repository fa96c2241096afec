import { createServer, type Server, type ServerResponse, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { createFetchPublic, type FetchLimits } from '../../../src/platform/fetching/fetch-public';
import { isPublicAddress, type Network, PUBLIC_NETWORK } from '../../../src/platform/fetching/network';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let port: number;
let answer: Answer;
let requests: IncomingMessage[];

/** Every name leads to this machine, and nothing else does. */
const names: string[] = [];
const here: Network = {
  async resolve(hostname) {
    names.push(hostname);
    return ['127.0.0.1'];
  },
  allows: (address, to) => address === '127.0.0.1' && to === port,
};

const fetchHere = createFetchPublic(here);
const at = (path: string) => `http://files.example:${port}${path}`;

async function read(url: string, limits?: FetchLimits): Promise<Buffer> {
  return buffer((await fetchHere(url, limits)).body);
}

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

beforeEach(() => {
  names.length = 0;
  requests = [];
  answer = (_request, response) => response.end('hello');
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const PRIVATE = [
  '127.1',
  '127.0.0.1',
  '0x7f000001',
  '2130706433',
  '0177.0.0.1',
  '0.0.0.0',
  '0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '192.0.0.8',
  '198.18.0.1',
  '192.0.2.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '[::1]',
  '[::]',
  '[::ffff:7f00:1]',
  '[::ffff:169.254.169.254]',
  '[::7f00:1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[fc00::1]',
  '[fd12:3456::1]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[2001:db8::1]',
  'localhost',
];

describe('what may be reached', () => {
  it.each(PRIVATE)('refuses %s', async host => {
    await expect(createFetchPublic()(`http://${host}/`)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
  });

  it.each(PRIVATE)('refuses a redirect to %s', async host => {
    answer = (_request, response) => response.writeHead(302, { location: `http://${host}:${port}/secret` }).end();
    const strict = createFetchPublic({
      resolve: async name => (name === 'files.example' ? ['127.0.0.1'] : PUBLIC_NETWORK.resolve(name)),
      // The first hop alone goes to the server of this test.
      allows: address => requests.length === 0 || isPublicAddress(address),
    });
    await expect(strict(at('/'))).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    expect(requests).toHaveLength(1);
  });

  it.each([
    'gopher://files.example/',
    'file:///etc/passwd',
    'ftp://files.example/',
    'data:text/plain,hello',
    'http://someone@files.example/',
    'http://someone:secret@files.example/',
    'http://93.184.215.14:22/',
    'http://93.184.215.14:6379/',
    'not an address',
    '',
    `http://files.example/${'a'.repeat(3000)}`,
  ])('refuses %s', async url => {
    await expect(createFetchPublic()(url)).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
  });

  it.each(['file:///etc/passwd', 'gopher://files.example/', 'http://someone@files.example/'])(
    'refuses a redirect to %s',
    async location => {
      answer = (_request, response) => response.writeHead(302, { location }).end();
      await expect(fetchHere(at('/'))).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    },
  );

  it('takes addresses of the open internet', () => {
    expect(['93.184.215.14', '1.1.1.1', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'].every(isPublicAddress)).toBe(true);
    expect(isPublicAddress('files.example')).toBe(false);
  });

  it('refuses a name of which one address is private', async () => {
    const split = createFetchPublic({ ...PUBLIC_NETWORK, resolve: async () => ['93.184.215.14', '10.0.0.1'] });
    await expect(split('http://files.example/')).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
  });

  it('looks a name up once, and connects to what was judged though the name then leads elsewhere', async () => {
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    let lookups = 0;
    let reached: string | undefined;
    answer = (request, response) => {
      reached = request.socket.localAddress;
      response.end();
    };
    const rebinding = createFetchPublic({ ...here, resolve: async () => answers[lookups++] });
    await buffer((await rebinding(at('/'))).body);
    expect(lookups).toBe(1);
    expect(reached).toBe('127.0.0.1');
    expect(requests[0].headers.host).toBe(`files.example:${port}`);
  });

  it('judges the name anew on each redirect', async () => {
    answer = (_request, response) => response.writeHead(302, { location: '/again' }).end();
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    let lookups = 0;
    const rebinding = createFetchPublic({ ...here, resolve: async () => answers[lookups++] });
    await expect(rebinding(at('/'))).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    expect(requests).toHaveLength(1);
  });

  it('says nothing of the network when a connection fails', async () => {
    const closed = createFetchPublic({ resolve: async () => ['127.0.0.1'], allows: () => true });
    const fault = await closed('http://files.example:1/').catch(error => error);
    expect(fault).toMatchObject({ code: 'FETCH_FAILED', details: { passing: true } });
    expect(fault.message).not.toMatch(/127|ECONN/);
  });
});

describe('what is fetched', () => {
  it('gives the body, the type and the name of a file', async () => {
    answer = (_request, response) => response.setHeader('content-type', 'Image/PNG; a=b').end('hello');
    const file = await fetchHere(at('/photos/a%20b.png?size=2#top'));
    expect(file).toMatchObject({ url: at('/photos/a%20b.png?size=2'), contentType: 'image/png', filename: 'a b.png' });
    expect((await buffer(file.body)).toString()).toBe('hello');
  });

  it('follows three redirects and no more', async () => {
    const hops = (n: number): Answer => {
      let left = n;
      return (_request, response) =>
        left-- > 0 ? response.writeHead(302, { location: '/next' }).end() : response.end('there');
    };
    answer = hops(3);
    expect((await read(at('/'))).toString()).toBe('there');
    expect(names).toHaveLength(4);
    answer = hops(4);
    await expect(read(at('/'))).rejects.toMatchObject({ code: 'FETCH_FAILED' });
  });

  it('sends no credentials and no cookies', async () => {
    await read(at('/'));
    expect(Object.keys(requests[0].headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  it.each([404, 500])('refuses the answer %d', async status => {
    answer = (_request, response) => response.writeHead(status).end();
    await expect(read(at('/'))).rejects.toMatchObject({ code: 'FETCH_FAILED', details: { passing: status === 500 } });
  });

  it('ends a body that grows past the limit once it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    answer = (_request, response) => response.setHeader('content-encoding', 'gzip').end(bomb);
    await expect(read(at('/'))).rejects.toMatchObject({ code: 'FETCH_FAILED' });
    expect(await read(at('/'), { maxBytes: 20_000_000 })).toHaveLength(20_000_000);
  });

  it('refuses a body that is announced as too large, or that comes in an encoding which was not asked for', async () => {
    answer = (_request, response) => response.end(Buffer.alloc(2000));
    await expect(fetchHere(at('/'), { maxBytes: 1999 })).rejects.toMatchObject({ code: 'FETCH_FAILED' });
    answer = (_request, response) => response.setHeader('content-encoding', 'zstd').end('?');
    await expect(fetchHere(at('/'))).rejects.toMatchObject({ code: 'FETCH_FAILED' });
  });

  it.each([
    ['plain', {}],
    ['packed', { 'content-encoding': 'gzip' }],
  ])('says so when a %s body is cut off', async (_name, headers) => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 1000, ...headers });
      response.write(gzipSync('something').subarray(0, 12), () => response.destroy());
    };
    await expect(read(at('/'))).rejects.toMatchObject({ code: 'FETCH_FAILED', details: { passing: true } });
  });

  it('ends what takes longer than it may, be it the head or the body', async () => {
    answer = () => undefined;
    await expect(read(at('/'), { totalMs: 50 })).rejects.toMatchObject({ code: 'FETCH_FAILED' });
    answer = (_request, response) => response.write('slow');
    await expect(read(at('/'), { totalMs: 50 })).rejects.toMatchObject({ code: 'FETCH_FAILED' });
  });

  it('ends what does not take the connection in time', async () => {
    const silent = createTcpServer();
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
    const { port: to } = silent.address() as AddressInfo;
    const fetchThere = createFetchPublic({ ...here, allows: () => true });
    await expect(fetchThere(`https://files.example:${to}/`, { connectMs: 50 })).rejects.toMatchObject({
      code: 'FETCH_FAILED',
    });
    const deaf = createFetchPublic({ ...here, resolve: () => new Promise(() => undefined) });
    await expect(deaf(at('/'), { connectMs: 50 })).rejects.toMatchObject({ code: 'FETCH_FAILED' });
    silent.close();
  });

  it('ends with the reason of its signal', async () => {
    const controller = new AbortController();
    answer = (_request, response) => {
      response.write('begun');
      controller.abort(new Error('enough'));
    };
    await expect(read(at('/'), { signal: controller.signal })).rejects.toThrow('enough');
    await expect(read(at('/'), { signal: controller.signal })).rejects.toThrow('enough');
  });
});
