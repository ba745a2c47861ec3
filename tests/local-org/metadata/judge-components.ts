import type { XmlNode } from '../engine/metadata-files.ts';
import { childrenOf, textOf } from '../engine/metadata-files.ts';
import type { Evidence } from './evidence.ts';
import type { ComponentFailure } from './package-files.ts';
import { rootOf } from './package-files.ts';

/** Regions of the page templates that our pages use. */
const regions: Readonly<Record<string, readonly string[]>> = {
  'home:desktopTemplate': ['top', 'bottomLeft', 'bottomRight', 'sidebar'],
  'flexipage:recordHomeTemplateDesktop': ['header', 'main', 'sidebar', 'subheader', 'leftSidebar'],
  'flexipage:recordHomeSingleColTemplateDesktop': ['header', 'main'],
  'flexipage:recordHomeWithSubheaderTemplateDesktop': ['header', 'subheader', 'main', 'sidebar'],
  'flexipage:defaultAppHomeTemplate': ['main'],
  'flexipage:appHomeTemplateTwoColumnsStacked': ['top', 'bottom1', 'bottom2']
};

type Refuse = (problem: string) => void;

/** Judges labels, components, pages, tabs, applications, custom permissions and channel members. */
export function judgeComponents(evidence: Evidence): ComponentFailure[] {
  const failures: ComponentFailure[] = [];
  for (const [path, text] of evidence.files) {
    for (const [pattern, componentType, root, look] of judges) {
      const [, name] = pattern.exec(path) ?? [];
      if (name === undefined) continue;
      const refuse: Refuse = (problem) => {
        failures.push({
          fileName: path,
          fullName: decodeURIComponent(name),
          componentType,
          problem
        });
      };
      if (root === null) {
        look(evidence, text, text, refuse, name);
        continue;
      }
      const read = rootOf(text, root);
      if ('problem' in read) refuse(read.problem);
      else look(evidence, read.node, text, refuse, name);
    }
  }
  return failures;
}

type Look = (evidence: Evidence, node: XmlNode, text: string, refuse: Refuse, name: string) => void;

const judges: readonly (readonly [RegExp, string, string | null, Look])[] = [
  [/^labels\/([^/]+)\.labels$/, 'CustomLabels', 'CustomLabels', labels],
  [/^lwc\/([^/]+)\/[^/]+\.js$/, 'LightningComponentBundle', null, script],
  [
    /^lwc\/([^/]+)\/[^/]+\.js-meta\.xml$/,
    'LightningComponentBundle',
    'LightningComponentBundle',
    bundle
  ],
  [
    /^staticresources\/([^/]+)\.resource-meta\.xml$/,
    'StaticResource',
    'StaticResource',
    staticResource
  ],
  [/^flexipages\/([^/]+)\.flexipage$/, 'FlexiPage', 'FlexiPage', page],
  [/^tabs\/([^/]+)\.tab$/, 'CustomTab', 'CustomTab', tab],
  [/^applications\/([^/]+)\.app$/, 'CustomApplication', 'CustomApplication', application],
  [
    /^customPermissions\/([^/]+)\.customPermission$/,
    'CustomPermission',
    'CustomPermission',
    permission
  ],
  [
    /^notificationtypes\/([^/]+)\.notiftype$/,
    'CustomNotificationType',
    'CustomNotificationType',
    notificationType
  ],
  [
    /^platformEventChannelMembers\/([^/]+)\.platformEventChannelMember$/,
    'PlatformEventChannelMember',
    'PlatformEventChannelMember',
    channelMember
  ]
];

function labels(_evidence: Evidence, node: XmlNode, _text: string, refuse: Refuse): void {
  const seen = new Set<string>();
  for (const label of childrenOf(node, 'labels')) {
    const name = textOf(label, 'fullName') ?? '';
    if (seen.has(name.toLowerCase())) refuse(`Duplicate label: ${name} is there twice`);
    seen.add(name.toLowerCase());
    for (const needed of ['value', 'language', 'shortDescription', 'protected'])
      if (textOf(label, needed) === null) refuse(`Required field is missing: ${needed} of ${name}`);
  }
}

function script(evidence: Evidence, _node: XmlNode, text: string, refuse: Refuse): void {
  for (const found of text.matchAll(/from\s+['"]([^'"]+)['"]/g)) {
    const module = found[1] ?? '';
    const [, label] = /^@salesforce\/label\/c\.(\w+)$/.exec(module) ?? [];
    if (label !== undefined && !evidence.names.has('CustomLabel', label))
      refuse(`Invalid reference c.${label} of type label in file: no such label`);
    const [, permission] = /^@salesforce\/customPermission\/(\w+)$/.exec(module) ?? [];
    if (permission !== undefined && !evidence.names.has('CustomPermission', permission))
      refuse(`Invalid reference ${permission} of type customPermission`);
    const [, field] = /^@salesforce\/schema\/([\w.]+)$/.exec(module) ?? [];
    if (field !== undefined && !hasSchemaName(evidence, field))
      refuse(`Invalid reference ${field} of type sobjectField`);
    const [, resource] = /^@salesforce\/resourceUrl\/(\w+)$/.exec(module) ?? [];
    if (resource !== undefined && !evidence.names.has('StaticResource', resource))
      refuse(`Invalid reference ${resource} of type resourceUrl`);
    const [, other] = /^c\/(\w+)$/.exec(module) ?? [];
    if (other !== undefined && !evidence.names.has('LightningComponentBundle', other))
      refuse(`No MODULE named markup://c:${other} found`);
  }
}

function hasSchemaName(evidence: Evidence, path: string): boolean {
  const [object = '', field] = path.split('.');
  const definition = evidence.schema.objects.get(object.toLowerCase());
  return (
    definition !== undefined && (field === undefined || definition.fields.has(field.toLowerCase()))
  );
}

function bundle(
  evidence: Evidence,
  node: XmlNode,
  _text: string,
  refuse: Refuse,
  name: string
): void {
  if (!evidence.files.has(`lwc/${name}/${name}.js`))
    refuse(`Cannot find Lightning Component Bundle ${name}: ${name}.js is missing`);
  if (textOf(node, 'apiVersion') === null) refuse('Required field is missing: apiVersion');
  if (textOf(node, 'isExposed') === 'true' && childrenOf(node, 'targets').length === 0)
    refuse('isExposed is true, but there are no targets');
}

/** What the platform takes: a known way to cache, a type, and at most 5 MB. */
function staticResource(
  evidence: Evidence,
  node: XmlNode,
  _text: string,
  refuse: Refuse,
  name: string
): void {
  const content = evidence.files.get(`staticresources/${name}.resource`);
  if (content === undefined)
    refuse(`Missing content: ${name}.resource was not found in the package`);
  else if (Buffer.byteLength(content) > 5 * 1024 * 1024)
    refuse('Maximum size of static resource is 5 MB');
  if (textOf(node, 'contentType') === null) refuse('Required field is missing: contentType');
  if (!['Public', 'Private'].includes(textOf(node, 'cacheControl') ?? ''))
    refuse('cacheControl must be Public or Private');
}

function page(evidence: Evidence, node: XmlNode, text: string, refuse: Refuse): void {
  for (const found of text.matchAll(/<componentName>c:([^<]+)</g))
    if (!evidence.names.has('LightningComponentBundle', found[1] ?? ''))
      refuse(
        `We couldn't retrieve the design time component information for component c:${found[1] ?? ''}.`
      );
  const template = textOf(childrenOf(node, 'template')[0], 'name') ?? '';
  const allowed = regions[template];
  for (const region of childrenOf(node, 'flexiPageRegions'))
    if (
      textOf(region, 'type') === 'Region' &&
      allowed?.includes(textOf(region, 'name') ?? '') === false
    )
      refuse(
        `Region ${textOf(region, 'name') ?? ''} is not in the template ${template}: it has ${allowed.join(', ')}`
      );
  const object = textOf(node, 'sobjectType');
  if (object !== null && !evidence.schema.objects.has(object.toLowerCase()))
    refuse(`In field: sobjectType - no CustomObject named ${object} found`);
}

function tab(evidence: Evidence, node: XmlNode, _text: string, refuse: Refuse, name: string): void {
  const page = textOf(node, 'flexiPage');
  if (page !== null && !evidence.names.has('FlexiPage', page))
    refuse(`In field: flexiPage - no FlexiPage named ${page} found`);
  if (textOf(node, 'customObject') === 'true' && !evidence.schema.objects.has(name.toLowerCase()))
    refuse(`In field: customObject - no CustomObject named ${name} found`);
}

function application(evidence: Evidence, node: XmlNode, _text: string, refuse: Refuse): void {
  for (const name of childrenOf(node, 'tabs'))
    if (
      typeof name === 'string' &&
      !name.startsWith('standard-') &&
      !evidence.names.has('CustomTab', name)
    )
      refuse(`In field: tab - no CustomTab named ${name} found`);
  for (const override of childrenOf(node, 'actionOverrides')) {
    const content = textOf(override, 'content');
    if (content !== null && !evidence.names.has('FlexiPage', content))
      refuse(`In field: content - no FlexiPage named ${content} found`);
  }
}

function permission(_evidence: Evidence, node: XmlNode, _text: string, refuse: Refuse): void {
  if (textOf(node, 'label') === null) refuse('Required field is missing: label');
}

function notificationType(_evidence: Evidence, node: XmlNode, _text: string, refuse: Refuse): void {
  for (const needed of ['customNotifTypeName', 'masterLabel', 'desktop', 'mobile'])
    if (textOf(node, needed) === null) refuse(`Required field is missing: ${needed}`);
}

function channelMember(evidence: Evidence, node: XmlNode, _text: string, refuse: Refuse): void {
  const entity = textOf(node, 'selectedEntity') ?? '';
  const object = entity.replace(/__ChangeEvent$/, '__c').replace(/ChangeEvent$/, '');
  if (!evidence.schema.objects.has(object.toLowerCase()))
    refuse(`The entity ${entity} is not available for change data capture`);
  if (textOf(node, 'eventChannel') === null) refuse('Required field is missing: eventChannel');
}
