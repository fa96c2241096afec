import { revocationChannel } from '../../src/engine/access/revocations';
import { createRedis } from '../../src/platform/redis/redis';
import { joinGraphqlSocket } from '../harness/graphql-socket';
import { ADMIN_TOKEN } from '../harness/http-server';
import { testLog } from '../harness/log';
import { testRedisUrl } from '../harness/redis';
import { type Roles, startRoles } from '../harness/roles';

let roles: Roles;
beforeAll(async () => {
  roles = await startRoles();
});
afterAll(() => roles.close());

it('a server closes the sockets of a viewer of whom another process says that the rights have changed', async () => {
  const { socket, closed } = await joinGraphqlSocket(roles.url, `Bearer ${ADMIN_TOKEN}`);
  expect(socket.readyState).toBe(socket.OPEN);
  const redis = createRedis(testRedisUrl(), testLog);
  await redis.ping(5000);
  redis.publish(revocationChannel(redis), 'admin');
  expect(await closed).toBe(4403);
  await redis.close();
});
