/** Why nothing can go on, for the person at the terminal; it is printed without a stack. */
export class Fault extends Error {}
