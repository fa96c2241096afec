/** Why a program can't start, in one sentence for the person at the terminal; it is printed without a stack. */
export class StartFault extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartFault';
  }
}
