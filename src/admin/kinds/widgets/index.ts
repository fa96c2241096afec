import { BlocksWidget } from './BlocksWidget';
import { JsonWidget } from './JsonWidget';
import { MediaWidget } from './MediaWidget';
import { ReferencesWidget, ReferenceWidget } from './ReferenceWidgets';
import { RichTextWidget } from './RichTextWidget';
import { ColorWidget, EmailWidget, LinkWidget, SlugWidget, TextWidget } from './TextWidgets';
import {
  BooleanWidget,
  ChoicesWidget,
  ChoiceWidget,
  DayWidget,
  GeoPointWidget,
  MomentWidget,
  NumberWidget,
} from './ValueWidgets';
import type { Widget } from './widget';

/** What each kind of field is edited with, by the kind's name in the API. */
export const WIDGETS: Readonly<Record<string, Widget>> = {
  TEXT: TextWidget,
  RICH_TEXT: RichTextWidget,
  SLUG: SlugWidget,
  NUMBER: NumberWidget,
  BOOLEAN: BooleanWidget,
  MOMENT: MomentWidget,
  DAY: DayWidget,
  CHOICE: ChoiceWidget,
  CHOICES: ChoicesWidget,
  JSON: JsonWidget,
  LINK: LinkWidget,
  EMAIL: EmailWidget,
  COLOR: ColorWidget,
  GEO_POINT: GeoPointWidget,
  BLOCKS: BlocksWidget,
  REFERENCE: ReferenceWidget,
  REFERENCES: ReferencesWidget,
  MEDIA: MediaWidget,
};

/** The widget of a kind; an unknown one is shown as text. */
export const widgetOf = (kind: string): Widget => WIDGETS[kind] ?? TextWidget;
