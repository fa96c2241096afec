import { Input } from '@mantine/core';
import { RichTextEditor } from '../../rich-text/RichTextEditor';
import { faultText, frameOf, type WidgetProps } from './widget';

/** A rich text within a form. On the paper the editor stands without a frame. */
export function RichTextWidget(props: WidgetProps) {
  const { field, value, onChange, readOnly, faults, place } = props;
  const { label, description, inputWrapperOrder } = frameOf(props);
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      description={description}
      error={faultText(faults)}
      inputWrapperOrder={inputWrapperOrder}
    >
      <RichTextEditor
        value={value}
        onChange={onChange}
        label={field.label}
        lang={place.locale}
        readOnly={readOnly === true}
      />
    </Input.Wrapper>
  );
}
