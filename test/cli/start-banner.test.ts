import { runningBanner } from '../../src/cli/start-banner';

const status = { pid: 1, state: 'running', url: 'http://localhost:4000', adminToken: 'x'.repeat(32) } as const;
const places = { data: '/data', logs: '/logs' };

it('the banner leads the first person to their account while there is none, and not afterwards', () => {
  const invitation = 'http://localhost:4000/invitation#token=kin_x&first=yes';
  expect(runningBanner(status, { ...places, invitation })).toMatch(/First user\s+.*invitation#token=kin_x&first=yes/);
  expect(runningBanner(status, { ...places, invitation: null })).not.toContain('invitation');
});
