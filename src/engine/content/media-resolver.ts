import { type ClassType, Ctx, FieldResolver, Root } from 'type-graphql';
import type { Context } from '../context';
import { Asset, type AssetNode } from '../media/asset';
import { loadAsset } from '../media/load-assets';
import { describe } from './apply-output';
import { resolveDirectly } from './direct-resolvers';
import type { ValueField } from './fields';
import { addMethod } from './generated-method';
import { shownAs } from './media-fields';

/** Adds the field that shows an asset to the resolver of a type or a component: whoever sees the document sees it, private or not. */
export function addMedia(Generated: ClassType, owner: string, { property, options }: ValueField): void {
  const name = shownAs(property);
  function shown(row: Readonly<Record<string, unknown>>, ctx: Context): Promise<AssetNode | null> | null {
    const id = row[property] as string | null | undefined;
    return id == null ? null : loadAsset(ctx, id);
  }
  const { prototype, descriptor } = addMethod(Generated, name, shown);
  const description = describe(owner, { property: name, options });
  FieldResolver(() => Asset, { nullable: true, description })(prototype, name, descriptor);
  Root()(prototype, name, 0);
  Ctx()(prototype, name, 1);
  resolveDirectly(owner, name, (row: Record<string, unknown>, _args, ctx) => shown(row, ctx));
}
