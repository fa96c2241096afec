import type { MailContent, MailPart } from './compose';

const FONT = "font-family: -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const TEXT = `${FONT}; font-size: 16px; line-height: 1.5; color: #1f2430`;
const SMALL = `${FONT}; font-size: 13px; line-height: 1.5; color: #5b6472`;
const BUTTON = `${FONT}; display: inline-block; padding: 12px 22px; border-radius: 6px; background: #24508c; color: #ffffff; font-size: 16px; font-weight: 600; text-decoration: none`;

/**
 * The two parts of a mail. The HTML is one column of tables with inline styles, since mail programs know little else; it loads
 * nothing, so that opening it tells nobody.
 */
export function renderMail({ subject, parts }: MailContent): { subject: string; html: string; text: string } {
  return { subject, html: page(subject, parts.map(htmlOf).join('\n')), text: `${parts.map(textOf).join('\n\n')}\n` };
}

function textOf(part: MailPart): string {
  if ('paragraph' in part) return plain(part.paragraph);
  if ('remark' in part) return plain(part.remark);
  return `${plain(part.button)}:\n${webAddress(part.url)}`;
}

function htmlOf(part: MailPart): string {
  if ('paragraph' in part) return `<p style="margin: 0 0 20px; ${TEXT}">${escapeHtml(plain(part.paragraph))}</p>`;
  if ('remark' in part) return `<p style="margin: 0 0 12px; ${SMALL}">${escapeHtml(plain(part.remark))}</p>`;
  const url = escapeHtml(webAddress(part.url));
  return [
    `<p style="margin: 0 0 20px"><a href="${url}" style="${BUTTON}">${escapeHtml(plain(part.button))}</a></p>`,
    `<p style="margin: 0 0 20px; ${SMALL}; word-break: break-all">${url}</p>`,
  ].join('\n');
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(title)}</title>
</head>
<body style="margin: 0; padding: 0; background: #f2f4f7">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background: #f2f4f7">
<tr><td align="center" style="padding: 32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width: 560px; background: #ffffff; border-radius: 8px">
<tr><td align="left" style="padding: 32px 32px 20px">
${body}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

/** Somebody's name in a paragraph can't begin a line of its own. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** Only what leads to a web page may be a link. */
function webAddress(url: string): string {
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error('A link in a mail leads to a web page.');
  return href;
}

/** The text with everything that HTML would read as markup replaced. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`);
}
