/*
 * Answers that say UNAUTHENTICATED come from everywhere; what is to be done then is decided in one place. Apart from session.ts, which
 * asks by the client that reports here.
 */
let react: () => void = () => {};

/** Says what to do when an answer looks as if the session has ended. */
export function onSessionEnd(reaction: () => void): void {
  react = reaction;
}

/** An answer looks as if the session has ended. */
export function sessionMayHaveEnded(): void {
  react();
}
