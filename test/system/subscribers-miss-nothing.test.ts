import { describeSubscribers } from './subscribers';

describeSubscribers({ awayMs: 3000, cycles: 1000 });
