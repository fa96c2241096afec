import { createSeals } from '../../../src/platform/crypto/seals';

const OLD = 'an old key of at least thirty-two characters';
const NEW = 'a new key of at least thirty-two characters!';

it('what is sealed opens again, and shows nothing of itself', () => {
  const seals = createSeals([OLD]);
  const sealed = seals.seal('mail', 'a secret link');
  expect(sealed).toMatch(/^[\w-]+$/);
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('secret');
  expect(seals.open('mail', sealed)).toBe('a secret link');
});

it('one text gets another seal each time', () => {
  const seals = createSeals([OLD]);
  expect(seals.seal('mail', 'same')).not.toBe(seals.seal('mail', 'same'));
});

it('a seal opens for its own purpose alone', () => {
  const seals = createSeals([OLD]);
  expect(seals.open('cookie', seals.seal('mail', 'text'))).toBeNull();
});

it('a new key in front opens what the old one sealed, until the old one is taken away', () => {
  const sealed = createSeals([OLD]).seal('mail', 'text');
  expect(createSeals([NEW, OLD]).open('mail', sealed)).toBe('text');
  expect(createSeals([NEW]).open('mail', sealed)).toBeNull();
});

it('what an old key sealed is renewed by the new one, once', () => {
  const sealed = createSeals([OLD]).seal('mail', 'text');
  const renewed = createSeals([NEW, OLD]).renew('mail', sealed) as string;
  expect(createSeals([NEW]).open('mail', renewed)).toBe('text');
  expect(createSeals([NEW, OLD]).renew('mail', renewed)).toBeNull();
  expect(createSeals([NEW]).renew('mail', sealed)).toBeNull();
  expect(createSeals([]).renew('mail', sealed)).toBeNull();
});

it('nothing that was tampered with opens', () => {
  const seals = createSeals([OLD]);
  const bytes = Buffer.from(seals.seal('mail', 'text'), 'base64url');
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes);
    changed[index] ^= 1;
    expect(seals.open('mail', changed.toString('base64url'))).toBeNull();
  }
  for (const text of ['', 'x', bytes.subarray(0, 20).toString('base64url')])
    expect(seals.open('mail', text)).toBeNull();
});

it('without a key nothing is sealed or opened', () => {
  expect(() => createSeals([]).seal('mail', 'text')).toThrow('no key');
  expect(createSeals([]).open('mail', createSeals([OLD]).seal('mail', 'text'))).toBeNull();
});
