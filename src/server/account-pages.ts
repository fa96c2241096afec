import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/*
 * The two pages that links in mails lead to: to accept an invitation, and to choose another password. The token stands in the fragment,
 * which browsers send to nobody; the page takes it out of the address at once. Everything goes through the API.
 */

const LOOK = `:root { color-scheme: light dark }
body { max-width: 24rem; margin: 12vh auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif }
label { display: block; margin: 1rem 0 }
input, button { box-sizing: border-box; width: 100%; padding: .6rem .75rem; font: inherit; border: 1px solid #8888; border-radius: 6px }
button { margin-top: .5rem; cursor: pointer }
[role=alert] { color: light-dark(#b00020, #ff8a80) }
[hidden] { display: none }`;

const SCRIPT = `const place = new URLSearchParams(location.hash.slice(1));
history.replaceState(null, '', location.pathname);
const form = document.querySelector('form');
const alertBox = document.querySelector('[role=alert]');
const token = place.get('token');
for (const field of document.querySelectorAll('[data-first]')) {
  field.hidden = !place.has('first');
  field.querySelector('input').required = place.has('first');
}
if (!token) alertBox.textContent = 'This page needs the whole link that you were sent.';
form.querySelector('button').disabled = !token;
form.addEventListener('submit', async event => {
  event.preventDefault();
  alertBox.textContent = '';
  const button = form.querySelector('button');
  button.disabled = true;
  const input = { token };
  for (const [name, value] of new FormData(form)) if (value !== '') input[name] = value;
  const { mutation } = form.dataset;
  const type = mutation[0].toUpperCase() + mutation.slice(1) + 'Input';
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'mutation ($input: ' + type + '!) { ' + mutation + '(input: $input) { userErrors { message } } }',
        variables: { input },
      }),
    });
    const { data, errors } = await response.json();
    const problem = errors ? errors[0] : data[mutation].userErrors[0];
    if (problem) throw new Error(problem.message);
    form.hidden = true;
    document.querySelector('[data-done]').hidden = false;
  } catch (error) {
    alertBox.textContent = error.message;
    button.disabled = false;
  }
});
`;

const digestOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    `script-src ${digestOf(SCRIPT)}`,
    `style-src ${digestOf(LOOK)}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
};

const PASSWORD_RULE = 'minlength="8" maxlength="256" autocomplete="new-password" required';

const INVITATION = page('Set up your account', {
  mutation: 'acceptInvitation',
  fields: `<label data-first hidden>E-mail address <input name="email" type="email" autocomplete="username"></label>
<label data-first hidden>Name <input name="name" autocomplete="name"></label>
<label>Password <input name="password" type="password" ${PASSWORD_RULE}></label>`,
  done: 'Your account is ready, and you are signed in.',
});

const RESET = page('Choose a new password', {
  mutation: 'resetPassword',
  fields: `<label>New password <input name="newPassword" type="password" ${PASSWORD_RULE}></label>`,
  done: 'Your password is set. Sign in with it now.',
});

/** Serves the pages that links in mails lead to. */
export function registerAccountPages(app: FastifyInstance): void {
  for (const [path, html] of [
    ['/invitation', INVITATION],
    ['/reset-password', RESET],
  ]) {
    app.get(path, (_request, reply) => reply.headers(HEADERS).type('text/html; charset=utf-8').send(html));
  }
}

function page(title: string, { mutation, fields, done }: { mutation: string; fields: string; done: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${LOOK}</style>
</head>
<body>
<h1>${title}</h1>
<p role="alert"></p>
<form data-mutation="${mutation}">
${fields}
<button>${title}</button>
</form>
<p data-done hidden>${done}</p>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
