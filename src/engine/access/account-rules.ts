/** What the operator decides about people's accounts. */
export interface AccountRules {
  /** Where people reach the site: links in mails begin with it. No slash at the end. */
  publicUrl: string;
  /** A session ends when it was not used for so long. */
  sessionIdleSeconds: number;
  /** A session ends after so long, used or not. */
  sessionSeconds: number;
  /** Failed sign-ins of one account, and from one network address, before further ones are refused for a while. */
  failures: { perAccount: number; perAddress: number };
  /** By which people may sign in instead of by a password, and where on this server that begins; null for none. */
  provider: { name: string; path: string } | null;
}

/** What holds where nobody decides: eight hours of rest, a week at most, five failures of an account in 15 minutes. */
export const DEFAULT_ACCOUNT_RULES: AccountRules = {
  publicUrl: 'http://localhost:4000',
  sessionIdleSeconds: 8 * 60 * 60,
  sessionSeconds: 7 * 24 * 60 * 60,
  failures: { perAccount: 5, perAddress: 20 },
  provider: null,
};
