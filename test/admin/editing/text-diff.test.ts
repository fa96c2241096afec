import { diffRichText } from '../../../src/admin/editing/rich-text-lines';
import { diffWords, type TextPart } from '../../../src/admin/editing/text-diff';
import { seededRandom } from '../../harness/seeded-random';

const side = (parts: readonly TextPart[], kind: 'OUT' | 'IN') =>
  parts
    .filter(part => part.kind === 'SAME' || part.kind === kind)
    .map(({ text }) => text)
    .join('');

it('shows the words that went and came', () => {
  expect(diffWords('The fog comes down the river', 'The fog goes down the river slowly')).toEqual([
    { kind: 'SAME', text: 'The fog ' },
    { kind: 'OUT', text: 'comes' },
    { kind: 'IN', text: 'goes' },
    { kind: 'SAME', text: ' down the river' },
    { kind: 'IN', text: ' slowly' },
  ]);
});

it('gives back both texts, whatever they are', () => {
  const random = seededRandom(11);
  const words = ['a', 'b', ' ', '\n', 'é', '水', '.', 'keel'];
  for (let round = 0; round < 400; round += 1) {
    const make = () => Array.from({ length: Math.floor(random.between(0, 14)) }, () => random.pick(words)).join('');
    const [before, after] = [make(), make()];
    const parts = diffWords(before, after);
    expect([side(parts, 'OUT'), side(parts, 'IN')]).toEqual([before, after]);
  }
});

it('long texts that have nothing in common are told as replaced, and quickly', () => {
  const before = Array.from({ length: 20_000 }, (_, at) => `a${at}`).join(' ');
  const after = Array.from({ length: 20_000 }, (_, at) => `b${at}`).join('-');
  const parts = diffWords(before, after);
  expect([side(parts, 'OUT'), side(parts, 'IN')]).toEqual([before, after]);
});

const paragraph = (text: string, ...marks: object[]) => ({
  type: 'paragraph',
  content: [{ type: 'text', text, marks }],
});
const doc = (...content: object[]) => ({ type: 'doc', content });

it('rich text is compared block by block, and a change of looks is told', () => {
  const lines = diffRichText(
    doc(paragraph('One'), paragraph('Two of them'), paragraph('Bold')),
    doc(paragraph('One'), paragraph('Two of those'), paragraph('Bold', { type: 'bold' })),
  );
  expect(lines).toMatchObject([
    { changed: false },
    {
      changed: true,
      restyled: false,
      parts: [{ kind: 'SAME' }, { kind: 'OUT', text: 'them' }, { kind: 'IN', text: 'those' }],
    },
    { changed: true, restyled: true },
  ]);
});
