import { IsInt, IsOptional, Matches, Max, Min, MinLength } from 'class-validator';
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

  @Setting({
    secret: true,
    optional: true,
    description:
      'Keys that seal what only this server may read: second factors, and mails that wait to be sent. One or more of at least 32 characters, separated by commas, the same for every process. The first one seals and all of them open; put a new one in front, and take the old one away after a week. `npm start` makes one; elsewhere the admin token serves when this is not set, and then must not change.',
  })
  @IsOptional()
  @Matches(/^\s*[^\s,]{32,}(\s*,\s*[^\s,]{32,})*\s*$/, {
    message: 'must be keys of at least 32 characters, separated by commas',
  })
  readonly keys: string | null;

  @Setting({ description: 'Minutes without use after which a person is signed out.', default: 480 })
  @IsInt({ message: 'must be a whole number' })
  @Min(5, { message: 'must be between 5 and 43200' })
  @Max(43200, { message: 'must be between 5 and 43200' })
  readonly sessionIdleMinutes: number;

  @Setting({ description: 'Hours after which a person has to sign in again, used or not.', default: 168 })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 2160' })
  @Max(2160, { message: 'must be between 1 and 2160' })
  readonly sessionHours: number;

  @Setting({
    description: 'Failed sign-ins of one account within 15 minutes, after which further ones are refused.',
    default: 5,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 100' })
  @Max(100, { message: 'must be between 1 and 100' })
  readonly failuresPerAccount: number;

  @Setting({
    description:
      'Failed sign-ins from one network address within 15 minutes, after which further ones are refused. A whole office may share one.',
    default: 20,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 10000' })
  @Max(10000, { message: 'must be between 1 and 10000' })
  readonly failuresPerAddress: number;
}
