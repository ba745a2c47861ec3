import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';

/** An XML element's content: text, or children by name. */
export type XmlNode = string | { readonly [name: string]: XmlNode | readonly XmlNode[] };

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: true,
  processEntities: true
});

/** Paths of the metadata files below the folders whose names end with `ending`, sorted. */
export function metadataFiles(sources: readonly string[], ending: string): string[] {
  return sources
    .flatMap((source) => {
      if (!existsSync(source)) throw new Error(`There is no metadata folder ${source}.`);
      return readdirSync(source, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith(ending))
        .map((path) => join(source, path));
    })
    .sort();
}

/** The root element's content. @throws Error naming the file when it is no XML */
export function readMetadata(path: string, root: string): XmlNode {
  const parsed = parser.parse(readFileSync(path, 'utf8'), true) as Record<string, XmlNode>;
  const node = parsed[root];
  if (node === undefined) throw new Error(`${path}: no ${root} element`);
  return node;
}

/** Text of a child element, or null. */
export function textOf(node: XmlNode | undefined, name: string): string | null {
  const child = childrenOf(node, name)[0];
  return typeof child === 'string' ? child : null;
}

/** True when the child element says `true`. */
export function flagOf(node: XmlNode | undefined, name: string): boolean {
  return textOf(node, name) === 'true';
}

/** The child elements of that name, in order. */
export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  if (node === undefined || typeof node === 'string') return [];
  const found = node[name];
  if (found === undefined) return [];
  return Array.isArray(found) ? (found as readonly XmlNode[]) : [found as XmlNode];
}

/** Walks from child to child. */
export function descend(
  node: XmlNode | undefined,
  ...names: readonly string[]
): XmlNode | undefined {
  let current = node;
  for (const name of names) current = childrenOf(current, name)[0];
  return current;
}
