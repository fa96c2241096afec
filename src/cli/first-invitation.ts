/** What `migrate` says when nobody has an account: then the invitation that `npm start` shows is good. */
export const NOBODY_YET = 'Nobody has an account yet; the first one may be made by invitation';
