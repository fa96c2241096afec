import { describeRollingRestart } from './rolling-restart';

describeRollingRestart(1);
