import { renderMail } from '../../../src/features/mail/render-mail';
import { mailTemplates } from '../../../src/features/mail/mail-templates';

it('what people write is text in both parts', () => {
  const { html, text } = renderMail(
    mailTemplates.invitation.compose({
      inviter: `<script>alert("1")</script>`,
      site: "Tom & Jerry's",
      link: 'https://example.org/invitation?a=1&b=2#token=x"y',
    }),
  );
  expect(html).not.toContain('<script');
  expect(html).toContain(
    '&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62; invites you to work on Tom &#38; Jerry&#39;s.',
  );
  expect(html).toContain('href="https://example.org/invitation?a=1&#38;b=2#token=x%22y"');
  expect(text).toContain('<script>alert("1")</script> invites you to work on Tom & Jerry\'s.');
  expect(text).toContain('https://example.org/invitation?a=1&b=2#token=x%22y');
});

it('a name can’t begin a line of the text part', () => {
  const { text } = renderMail(
    mailTemplates.invitation.compose({
      inviter: 'Eve\r\n\r\nVisit evil',
      site: 'the site',
      link: 'https://example.org/',
    }),
  );
  expect(text.split('\n')[0]).toBe('Eve Visit evil invites you to work on the site.');
});

it.each(['javascript:alert(1)', 'data:text/html,x', 'not a link'])('%s is no link', link => {
  expect(() => renderMail(mailTemplates['password-reset'].compose({ link }))).toThrow();
});

it('a mail loads nothing: opening it tells nobody', () => {
  const { html } = renderMail(mailTemplates['password-reset'].compose({ link: 'https://example.org/reset#token=abc' }));
  expect(html).not.toMatch(/src=|url\(|<link|@import|<img/i);
});

it.each(Object.entries(mailTemplates))('%s has a subject, a text part and an HTML part', (_name, template) => {
  const values = Object.fromEntries(template.values.map(value => [value, 'https://example.org/x']));
  const compose = template.compose as (values: Record<string, string>) => ReturnType<typeof template.compose>;
  const { subject, html, text } = renderMail(compose(values));
  expect(subject).not.toBe('');
  expect(text.trim()).not.toBe('');
  expect(html).toMatch(/^<!doctype html>/);
});
