import { IsIn } from 'class-validator';
import { Setting } from './setting';

const levels = ['error', 'warn', 'info', 'http', 'verbose', 'debug', 'silly'] as const;
const formats = ['auto', 'json', 'pretty'] as const;

/** What is logged, and in which form. */
export class LogConfig {
  @Setting({ description: `Least important level that is logged: ${levels.join(', ')}.`, default: 'info' })
  @IsIn(levels, { message: `must be one of ${levels.join(', ')}` })
  readonly level: string;

  @Setting({
    description: '`json` is one object a line, `pretty` is for people, `auto` is pretty on a terminal.',
    default: 'auto',
  })
  @IsIn(formats, { message: `must be one of ${formats.join(', ')}` })
  readonly format: 'auto' | 'json' | 'pretty';
}
