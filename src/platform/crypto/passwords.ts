import { type Algorithm, hash, verify } from '@node-rs/argon2';

/** OWASP's Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const COST = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** What is stored of a password: argon2id with its salt and cost, in PHC's text form. The whole password counts, however long. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let stranger: Promise<string> | null = null;

/** True when the password is the one that was hashed. Without a hash (nobody has one) it takes as long, and is false. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  stranger ??= hashPassword('nobody has this one');
  const matches = await verify(stored ?? (await stranger), password);
  return stored !== null && matches;
}
