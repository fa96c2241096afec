import { describeDegradation } from '../system/chaos/degradation';

describeDegradation(60_000);
