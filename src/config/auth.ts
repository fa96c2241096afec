import { IsOptional, Matches, MinLength } from 'class-validator';
import { Setting } from './setting';

/** Who may do everything. */
export class AuthConfig {
  @Setting({
    secret: true,
    optional: true,
    description:
      'API token with every permission, at least 32 characters. `npm start` makes one when this is not set; without one nobody may write.',
  })
  @IsOptional()
  @MinLength(32, { message: 'must have at least 32 characters' })
  @Matches(/^[\x21-\x7e]*$/, { message: 'must consist of visible ASCII characters without spaces' })
  readonly adminToken: string | null;
}
