import { IsInt, Max, Min } from 'class-validator';
import { Setting } from './setting';

/** How much those may ask for who wait for events. */
export class SubscriptionsConfig {
  @Setting({
    description: 'WebSockets that one viewer may have open; those who are not signed in count by address.',
    default: 10,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 100000' })
  @Max(100_000, { message: 'must be between 1 and 100000' })
  readonly socketsPerViewer: number;

  @Setting({ description: 'Operations that may run over one WebSocket at the same time.', default: 50 })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 1000' })
  @Max(1000, { message: 'must be between 1 and 1000' })
  readonly operationsPerSocket: number;

  @Setting({ description: 'Event streams (`/graphql/stream`) that one viewer may have open.', default: 50 })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 100000' })
  @Max(100_000, { message: 'must be between 1 and 100000' })
  readonly streamsPerViewer: number;
}
