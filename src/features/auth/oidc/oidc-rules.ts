/** What the operator decides about people who come by way of a provider. */
export interface OidcRules {
  /** In lower case; empty for all. */
  domains: readonly string[];
  /** Makes an account for who has none. */
  createUsers: boolean;
  /** The claim that names a person's groups. */
  roleClaim: string;
  /** Group -> the name of a role, or what a built-in one is called in the program. */
  roles: ReadonlyMap<string, string>;
}

/** Reads the rules from the settings. */
export function readOidcRules(settings: {
  domains: string | null;
  createUsers: boolean;
  roleClaim: string;
  roles: string | null;
}): OidcRules {
  const pairs = listOf(settings.roles).map(pair => pair.split(':').map(side => side.trim()) as [string, string]);
  return {
    domains: listOf(settings.domains).map(domain => domain.toLowerCase()),
    createUsers: settings.createUsers,
    roleClaim: settings.roleClaim,
    roles: new Map(pairs),
  };
}

function listOf(text: string | null): string[] {
  return (text ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);
}
