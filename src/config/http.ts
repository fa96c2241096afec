import { IsInt, IsNotEmpty, IsOptional, IsUrl, Matches, Max, Min } from 'class-validator';
import { Setting } from './setting';

/** Where the API listens and how it stops. */
export class HttpConfig {
  @Setting({ description: 'Address that the API listens on; `0.0.0.0` means every network.', default: '127.0.0.1' })
  @IsNotEmpty({ message: 'must name an address' })
  readonly host: string;

  @Setting({ description: 'Port that the API listens on.', default: 4000 })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 65535' })
  @Max(65535, { message: 'must be between 1 and 65535' })
  readonly port: number;

  @Setting({ description: 'Seconds that open requests get to finish when the server stops.', default: 20 })
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be between 0 and 600' })
  @Max(600, { message: 'must be between 0 and 600' })
  readonly shutdownSeconds: number;

  @Setting({
    description:
      'Seconds that `/readyz` answers 503 before the server stops accepting requests, so that load balancers notice. `npm start` does not wait.',
    default: 5,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be between 0 and 60' })
  @Max(60, { message: 'must be between 0 and 60' })
  readonly announceSeconds: number;

  @Setting({
    optional: true,
    description:
      "Addresses or networks of reverse proxies, separated by commas (`10.0.0.0/8, ::1`), whose `X-Forwarded-For` is believed. Without them every request comes from the proxy's address.",
  })
  @IsOptional()
  @Matches(/^[0-9a-fA-F.:/]+(\s*,\s*[0-9a-fA-F.:/]+)*$/, {
    message: 'must be addresses or networks, separated by commas',
  })
  readonly trustedProxies: string | null;

  @Setting({
    optional: true,
    description:
      "Origins of websites whose pages may use the API from a browser, with the visitor's credentials, separated by commas (`https://www.example.org`). `*` lets any page read what everybody may see.",
  })
  @IsOptional()
  @Matches(/^(\*|https?:\/\/[^\s,/]+)(\s*,\s*(\*|https?:\/\/[^\s,/]+))*$/, {
    message: 'must be origins such as https://www.example.org, separated by commas',
  })
  readonly origins: string | null;

  @Setting({
    type: 'url',
    optional: true,
    description: 'Where clients reach the API, if that is another address; with https, answers carry HSTS.',
  })
  @IsOptional()
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    { message: 'must be an http or https URL' },
  )
  readonly publicUrl: string | null;
}
