import { createLog } from '../../src/platform/telemetry/log';

/** Silent, unless KEELSON_TEST_LOG names a level. */
export const testLog = createLog({ level: process.env.KEELSON_TEST_LOG ?? 'error', format: 'pretty', role: 'test' });
