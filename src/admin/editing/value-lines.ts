import type { BlockValue, DocumentLink, AnyField } from './field-values';
import { linesOf, type RichLine } from './rich-text-lines';

/** Any value as lines to read, so that two of them can be compared; none for nothing. */
export function valueLines(value: unknown, field: AnyField): RichLine[] {
  if (value == null || value === '') return [];
  switch (field.kind) {
    case 'RICH_TEXT':
      return linesOf(value);
    case 'BLOCKS':
      return (value as readonly BlockValue[]).flatMap(block => blockLines(block, field));
    case 'REFERENCE':
    case 'MEDIA':
      return [line(nameOf(value as DocumentLink))];
    case 'REFERENCES':
      return (value as readonly DocumentLink[]).map(link => line(nameOf(link)));
    case 'CHOICES':
      return (value as readonly string[]).map(chosen => line(labelOf(chosen, field)));
    case 'CHOICE':
      return [line(labelOf(String(value), field))];
    case 'JSON':
      return JSON.stringify(value, null, 2)
        .split('\n')
        .map(text => line(text, 'codeBlock'));
    case 'GEO_POINT': {
      const { latitude, longitude } = value as { latitude: number; longitude: number };
      return [line(`${latitude}, ${longitude}`)];
    }
    case 'MOMENT':
      return [line(new Date(value as string).toLocaleString())];
    case 'BOOLEAN':
      return [line(value === true ? '✓' : '✗')];
    default:
      return (typeof value === 'object' ? JSON.stringify(value) : String(value as string | number))
        .split('\n')
        .map(text => line(text));
  }
}

function blockLines({ type, values }: BlockValue, field: AnyField): RichLine[] {
  const component = field.blocks?.find(({ name }) => name === type);
  const inner = (component?.fields ?? []).flatMap(each =>
    valueLines(values[each.name], each).map(({ text, ...rest }) => ({ ...rest, text: `${each.label}: ${text}` })),
  );
  return [line(component?.label ?? type, 'heading4'), ...inner];
}

const line = (text: string, form = 'paragraph'): RichLine => ({ form, text, look: '' });
const nameOf = ({ id, title }: DocumentLink) => title ?? id;
const labelOf = (value: string, { choices }: AnyField) =>
  choices?.find(choice => choice.value === value)?.label ?? value;
