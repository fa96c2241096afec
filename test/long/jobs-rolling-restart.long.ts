import { describeRollingRestart } from '../system/chaos/rolling-restart';

describeRollingRestart(20);
