import { unzipSync } from 'fflate';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { XmlNode } from '../engine/metadata-files.ts';
import { childrenOf, textOf } from '../engine/metadata-files.ts';

/** Files of a deployed package by their path below its root. */
export type PackageFiles = ReadonlyMap<string, string>;

/** A component that cannot be deployed, as Salesforce tells it. */
export interface ComponentFailure {
  readonly fileName: string;
  /** Name of the component, `Object__c.Field__c` for a part of an object. */
  readonly fullName: string;
  readonly componentType: string;
  readonly problem: string;
}

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: true });

/** Reads the zip of a deploy; a single folder around everything is passed over. @throws Error when it is no zip */
export function packageFiles(zip: Uint8Array): PackageFiles {
  const entries = Object.entries(unzipSync(zip)).filter(([path]) => !path.endsWith('/'));
  const manifest = entries.find(([path]) => /(^|\/)package\.xml$/.test(path))?.[0] ?? 'package.xml';
  const root = manifest.slice(0, manifest.length - 'package.xml'.length);
  const decoder = new TextDecoder();
  return new Map(
    entries
      .filter(([path]) => path.startsWith(root))
      .map(([path, content]) => [path.slice(root.length), decoder.decode(content)])
  );
}

/** The content of a file's root element, or what is wrong with its XML. */
export function rootOf(text: string, root: string): { node: XmlNode } | { problem: string } {
  const valid = XMLValidator.validate(text);
  if (valid !== true)
    return {
      problem: `Error parsing file: ${valid.err.msg} at line ${String(valid.err.line)}`
    };
  const parsed = parser.parse(text) as Record<string, XmlNode>;
  const node = parsed[root];
  if (node === undefined)
    return { problem: `Entity type: '${root}' is expected, but the file holds another` };
  return { node };
}

/** Members of the manifest by type. */
export function manifestOf(files: PackageFiles): Map<string, string[]> {
  const read = rootOf(files.get('package.xml') ?? '', 'Package');
  if ('problem' in read) return new Map();
  return new Map(
    childrenOf(read.node, 'types').map((type) => [
      textOf(type, 'name') ?? '',
      childrenOf(type, 'members').filter((member) => typeof member === 'string')
    ])
  );
}
