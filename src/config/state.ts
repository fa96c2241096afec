import { IsNotEmpty } from 'class-validator';
import { Setting } from './setting';

/** What `npm start` keeps for itself. */
export class StateConfig {
  @Setting({
    type: 'path',
    description: 'Directory in which `npm start` keeps its private servers, their data, its logs and its admin token.',
    default: '.keelson',
  })
  @IsNotEmpty({ message: 'must name a directory' })
  readonly directory: string;
}
