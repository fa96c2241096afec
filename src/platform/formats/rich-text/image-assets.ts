import type { RichTextDocument, RichTextNode } from './rich-text-schema';

/** Where an image is found: its own address, or that of the asset that it shows, relative to the API. */
export function imageSource({ attrs }: RichTextNode): string {
  const assetId = attrs?.['assetId'];
  return String(attrs?.['src'] ?? (typeof assetId === 'string' ? `/media/${assetId}` : ''));
}

/** The ids of the assets that a document's images show, each once, in order. */
export function assetIdsOf(document: RichTextDocument): string[] {
  const ids = new Set<string>();
  visit(document.content, ({ attrs }) => {
    if (typeof attrs?.['assetId'] === 'string') ids.add(attrs['assetId']);
  });
  return [...ids];
}

/** The document with addresses for the images that show assets; where there is no address the image is left as it is. */
export function withAssetAddresses(
  document: RichTextDocument,
  addresses: ReadonlyMap<string, string>,
): RichTextDocument {
  return { ...document, content: document.content.map(node => changed(node, addresses)) };
}

/** Makes images of assets that are gone images by address alone, in place. */
export function forgetAssets(document: RichTextDocument, isThere: (id: string) => boolean): void {
  visit(document.content, node => {
    const id = node.attrs?.['assetId'];
    if (typeof id !== 'string' || isThere(id)) return;
    node.attrs = { ...node.attrs, src: imageSource(node), assetId: null };
  });
}

function changed(node: RichTextNode, addresses: ReadonlyMap<string, string>): RichTextNode {
  if (node.type === 'image') {
    const address = addresses.get(String(node.attrs?.['assetId']));
    return address === undefined ? node : { ...node, attrs: { ...node.attrs, src: address } };
  }
  return node.content ? { ...node, content: node.content.map(child => changed(child, addresses)) } : node;
}

function visit(nodes: readonly RichTextNode[] | undefined, see: (image: RichTextNode) => void): void {
  const waiting = [...(nodes ?? [])];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'image') see(node);
    if (node.content) waiting.push(...node.content);
  }
}
