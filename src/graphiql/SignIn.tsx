import { type FormEvent, useId, useRef, useState } from 'react';
import { signIn, signOut } from './session';

/** What is wrong with a pasted token, or null. A header takes printable ASCII only; anything else would fail every request. */
function faultIn(token: string): string | null {
  if (token === '') return 'Paste a token first.';
  return /^[\x21-\x7e]+$/.test(token) ? null : 'A token has no spaces, line breaks or accented letters.';
}

/** Says as whom requests are sent, and opens the dialog that changes it. */
export function SignIn({ signedIn, refused }: { signedIn: boolean; refused: boolean }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const id = useId();
  const state = refused ? 'refused' : signedIn ? 'signed-in' : 'anonymous';
  const label = { refused: 'Token not accepted', 'signed-in': 'Signed in', anonymous: 'Anonymous' }[state];

  function open() {
    setFault(null);
    dialog.current?.showModal();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const token = (field.current?.value ?? '').trim().replace(/^Bearer\s+/i, '');
    const found = faultIn(token);
    setFault(found);
    if (found) return field.current?.focus();
    signIn(token);
    dialog.current?.close();
  }

  function leave() {
    signOut();
    dialog.current?.close();
  }

  return (
    <>
      <button type="button" className="keelson-session" data-state={state} aria-haspopup="dialog" onClick={open}>
        <span className="keelson-session-dot" aria-hidden="true" />
        <span className="keelson-session-label">{label}</span>
      </button>
      <dialog
        ref={dialog}
        className="keelson-dialog"
        aria-labelledby={`${id}-title`}
        onClose={event => event.currentTarget.querySelector('form')?.reset()}
      >
        <form noValidate onSubmit={submit}>
          <h2 id={`${id}-title`}>{signedIn ? 'Signed in with a token' : 'Sign in'}</h2>
          <p id={`${id}-help`}>
            {signedIn
              ? 'Every operation is sent with it. It is forgotten when this tab closes.'
              : 'Without a token you see what is published. The link that “npm start” prints signs you in by itself.'}
          </p>
          <label htmlFor={`${id}-token`}>{signedIn ? 'Use another token' : 'API token'}</label>
          <input
            id={`${id}-token`}
            ref={field}
            type="password"
            autoComplete="off"
            spellCheck={false}
            aria-invalid={fault !== null}
            aria-describedby={fault ? `${id}-fault` : `${id}-help`}
          />
          <p id={`${id}-fault`} className="keelson-fault" role="alert">
            {fault}
          </p>
          <div className="keelson-dialog-actions">
            {signedIn && (
              <button type="button" className="keelson-button keelson-button-first" onClick={leave}>
                Sign out
              </button>
            )}
            <button type="button" className="keelson-button" onClick={() => dialog.current?.close()}>
              Cancel
            </button>
            <button type="submit" className="keelson-button keelson-button-solid">
              {signedIn ? 'Use this token' : 'Sign in'}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}
