/*
 * A real OpenID Connect provider on a free port of the loopback, as a process of its own: the package is an ES module. Its parent sends
 * `{ redirectUri, accounts }`, and gets `{ issuer }` before and `{ ready: true }` after that. Whoever signs in by an account's name is in.
 */
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

let answer = (_request, response) => response.writeHead(503).end();
const server = createServer((request, response) => answer(request, response));
server.listen(0, '127.0.0.1', () => {
  process.send({ issuer: `http://127.0.0.1:${server.address().port}` });
});

process.on('message', ({ redirectUri, accounts }) => {
  const provider = new Provider(`http://127.0.0.1:${server.address().port}`, {
    clients: [
      {
        client_id: 'keelson',
        client_secret: 'a secret of the client',
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    pkce: { required: () => true },
    findAccount: (_ctx, name) =>
      accounts[name] ? { accountId: name, claims: () => ({ sub: name, ...accounts[name] }) } : undefined,
  });
  answer = provider.callback();
  process.send({ ready: true });
});
process.on('disconnect', () => process.exit());
