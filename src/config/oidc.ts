import { IsBoolean, IsNotEmpty, IsOptional, Matches } from 'class-validator';
import { Setting } from './setting';

/** Signing in by way of an identity provider. */
export class OidcConfig {
  @Setting({
    type: 'url',
    optional: true,
    description:
      "Issuer of an OpenID Connect provider, by which people sign in at `/auth/oidc/start`. The provider has to know `<public URL>/auth/oidc/callback` as the client's redirect URI.",
  })
  @IsOptional()
  @Matches(/^(https:\/\/[^@\s?#]+|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/[^@\s?#]*)?)$/, {
    message: 'must be an https URL, or one of this machine',
  })
  readonly issuer: string | null;

  @Setting({
    optional: true,
    description: "What people read on the button that takes them to the provider; without it the issuer's host.",
  })
  @IsOptional()
  @IsNotEmpty({ message: 'must not be empty' })
  readonly name: string | null;

  @Setting({ optional: true, description: 'What the provider calls this server.' })
  @IsOptional()
  @IsNotEmpty({ message: 'must not be empty' })
  readonly clientId: string | null;

  @Setting({ secret: true, optional: true, description: 'The secret that the provider knows this server by.' })
  @IsOptional()
  @IsNotEmpty({ message: 'must not be empty' })
  readonly clientSecret: string | null;

  @Setting({
    description: 'What is asked of the provider; `openid` and `email` are needed.',
    default: 'openid email profile',
  })
  @Matches(/^(?=.*\bopenid\b)[\x21-\x7e]+( [\x21-\x7e]+)*$/, {
    message: 'must be scopes with spaces between them, openid among them',
  })
  readonly scopes: string;

  @Setting({
    optional: true,
    description:
      'Domains whose addresses may sign in by way of the provider, separated by commas; without them any address that it has verified.',
  })
  @IsOptional()
  @Matches(/^\s*[^\s,@]+(\s*,\s*[^\s,@]+)*\s*$/, {
    message: 'must be domains such as example.org, separated by commas',
  })
  readonly domains: string | null;

  @Setting({
    description:
      'Makes an account for who signs in and has none; otherwise only those come in who have one or were invited.',
    default: false,
  })
  @IsBoolean({ message: 'must be true or false' })
  readonly createUsers: boolean;

  @Setting({ description: 'Claim of the provider that names groups of the person, or one.', default: 'groups' })
  @IsNotEmpty({ message: 'must name a claim' })
  readonly roleClaim: string;

  @Setting({
    optional: true,
    description:
      'Roles that groups bring, as `group: role`, separated by commas (`staff: Editor, admins: Administrator`). At each sign-in the person gets those of their groups and loses the others that are named here; roles that are not named here stay.',
  })
  @IsOptional()
  @Matches(/^\s*[^:,]+:[^:,]+(,[^:,]+:[^:,]+)*$/, {
    message: 'must be pairs such as "staff: Editor", separated by commas',
  })
  readonly roles: string | null;
}
