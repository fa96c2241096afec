import { GraphQLJSON } from 'graphql-scalars';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { richTextToHtml, richTextToText } from '../../platform/formats/rich-text/render';
import { richTextToMarkdown } from '../../platform/formats/rich-text/render-markdown';
import type { RichTextDocument } from '../../platform/formats/rich-text/rich-text-schema';
import type { Context } from '../context';
import { renderWithAssets } from '../media/render-with-assets';
import { RichText } from './rich-text';

/** Makes the form of a structured text that is asked for; the value is the document itself. */
@Resolver(() => RichText)
export class RichTextResolver {
  @FieldResolver(() => GraphQLJSON)
  json(@Root() document: RichTextDocument): RichTextDocument {
    return document;
  }

  @FieldResolver(() => String, { description: 'The document as sanitised HTML, safe to put into a page.' })
  html(@Root() document: RichTextDocument, @Ctx() ctx: Context): string | Promise<string> {
    return renderWithAssets(ctx, document, richTextToHtml);
  }

  @FieldResolver(() => String, { description: 'The words alone, paragraphs separated by empty lines.' })
  text(@Root() document: RichTextDocument): string {
    return richTextToText(document);
  }

  @FieldResolver(() => String, { description: 'The document as Markdown (CommonMark with tables).' })
  markdown(@Root() document: RichTextDocument, @Ctx() ctx: Context): string | Promise<string> {
    return renderWithAssets(ctx, document, richTextToMarkdown);
  }
}
