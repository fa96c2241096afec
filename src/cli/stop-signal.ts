import type { StartFault } from './start-fault';

/** Why and when this process is to end. */
export interface StopSignal {
  /** Resolves at the first Ctrl-C, SIGTERM or SIGHUP, or when something failed for good. */
  requested: Promise<void>;
  isRequested(): boolean;
  /** Resolves at the second signal: somebody is in a hurry. */
  hurried: Promise<void>;
  /** Asks for the end because of a fault, which `fault` then gives. */
  fail: (fault: StartFault) => void;
  fault(): StartFault | null;
}

/** Ctrl-C under npm arrives twice: from the terminal, and from npm, which passes on what it got. */
const ECHO_MS = 700;

/** Takes over the signals that ask this process to end. */
export function awaitStopSignal(): StopSignal {
  let firstAt: number | null = null;
  let fault: StartFault | null = null;
  let request = () => undefined as void;
  let hurry = () => undefined as void;
  const requested = new Promise<void>(resolve => {
    request = resolve;
  });
  const hurried = new Promise<void>(resolve => {
    hurry = resolve;
  });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      firstAt ??= Date.now();
      request();
      if (Date.now() - firstAt > ECHO_MS) hurry();
    });
  }
  // A closed terminal or a reader that left (`npm start | head`) must not keep us from stopping in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return {
    requested,
    isRequested: () => firstAt !== null || fault !== null,
    hurried,
    fail(reason) {
      fault ??= reason;
      request();
    },
    fault: () => fault,
  };
}
