import { XMLParser } from 'fast-xml-parser';
import type { Reply } from '../exchange.ts';
import { text } from '../exchange.ts';

const NAMESPACE = 'http://www.force.com/2009/06/asyncapi/dataload';

const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false });

/** The children of an XML root as texts by name; nothing where the body is no such XML. */
export function rootTexts(body: Buffer, root: string): Readonly<Record<string, string>> {
  const parsed = parser.parse(body.toString('utf8')) as Record<string, unknown>;
  const node = parsed[root];
  if (typeof node !== 'object' || node === null) return {};
  return Object.fromEntries(
    Object.entries(node).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : []
    )
  );
}

/** An element of the Bulk API's own namespace with children in order; null leaves a child out. */
export function element(
  name: string,
  children: Readonly<Record<string, string | number | null>>,
  isRoot = true
): string {
  const inner = Object.entries(children)
    .flatMap(([child, value]) =>
      value === null ? [] : [`<${child}>${escaped(String(value))}</${child}>`]
    )
    .join('\n ');
  return `<${name}${isRoot ? ` xmlns="${NAMESPACE}"` : ''}>\n ${inner}\n</${name}>`;
}

/** An element whose children are elements already. */
export function parent(name: string, children: readonly string[]): string {
  return `<${name} xmlns="${NAMESPACE}">${children.join('')}</${name}>`;
}

export function xmlReply(content: string, status = 200): Reply {
  return text('application/xml', `<?xml version="1.0" encoding="UTF-8"?>${content}`, status);
}

/** The Bulk API's refusals: an XML element with its own codes. */
export function asyncError(code: string, message: string, status = 400): Reply {
  return xmlReply(element('error', { exceptionCode: code, exceptionMessage: message }), status);
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
