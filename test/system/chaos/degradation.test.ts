import { describeDegradation } from './degradation';

describeDegradation(4000);
