import { describeSubscribers } from '../system/subscribers';

describeSubscribers({ awayMs: 10_000, cycles: 10_000 });
