import { type ErrorDetails, invalidFile, KeelsonError, unavailable } from '../../errors';

/** What libvips says of pixels that can't be decoded, as an INVALID_FILE in a person's words; what took too long is UNAVAILABLE. */
export function refusalOf(error: unknown): KeelsonError {
  if (error instanceof KeelsonError) return error;
  if (/timeout/i.test((error as Error).message)) return unavailable('The work on a picture that takes too long', error);
  return invalidFile('The picture is damaged: its pixels can not be read.', { reason: 'DAMAGED_IMAGE' });
}

/** An error as it goes from one thread to another, which knows no classes. */
export interface CarriedRefusal {
  code: string;
  message: string;
  details: ErrorDetails;
  mendable: boolean;
}

/** Makes a refusal fit to leave its thread; null for what is no refusal but a fault of the program. */
export function carry(error: unknown): CarriedRefusal | null {
  if (!(error instanceof KeelsonError)) return null;
  const { code, message, details, mendable } = error;
  return { code, message, details, mendable };
}

/** The refusal, as it was thrown in the other thread. */
export function unpack({ code, message, details, mendable }: CarriedRefusal): KeelsonError {
  return new KeelsonError(code as KeelsonError['code'], message, { details, mendable });
}
