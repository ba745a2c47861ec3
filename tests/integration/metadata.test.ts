import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { governedFields, granted } from './granted.ts';

interface XmlFile {
  readonly path: string;
  readonly text: string;
  readonly xml: Record<string, unknown>;
}

const parser = new XMLParser({ parseTagValue: false });
let files: XmlFile[] = [];
const named = (ending: string): XmlFile[] => files.filter((file) => file.path.endsWith(ending));
const values = (text: string, tag: string): string[] =>
  [...text.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map((match) => match[1] ?? '');
const objectOf = (file: XmlFile): string => basename(dirname(dirname(file.path)));

const designSystem = 'node_modules/@salesforce-ux/design-system';
const iconNames = /\b(action|custom|doctype|standard|utility):(\w+)/g;
const drawnIn = (sprite: string): string[] =>
  [...sprite.matchAll(/\bid="(\w+)"/g)].map(([, icon = '']) => icon);

/** Standard fields that our metadata names. */
const standard = new Set(['Name', 'NAME', 'OwnerId', 'Id']);
const fields = new Map<string, Set<string>>();
const exists = (object: string, field: string): boolean =>
  standard.has(field) || fields.get(object)?.has(field) === true;

beforeAll(() => {
  files = readdirSync('force-app', { recursive: true, encoding: 'utf8' })
    .map((path) => join('force-app', path))
    .filter((path) => path.endsWith('.xml') && statSync(path).isFile())
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      return { path, text, xml: parser.parse(text, true) as Record<string, unknown> };
    });
  for (const file of named('.field-meta.xml'))
    fields.set(
      objectOf(file),
      (fields.get(objectOf(file)) ?? new Set()).add(basename(file.path, '.field-meta.xml'))
    );
});

describe('the metadata', () => {
  it('describes every object, field, permission set, custom permission, rule, component and page', () => {
    const endings = [
      '.object-meta.xml',
      '.field-meta.xml',
      '.permissionset-meta.xml',
      '.customPermission-meta.xml',
      '.validationRule-meta.xml',
      '.js-meta.xml',
      '.flexipage-meta.xml',
      '.app-meta.xml',
      '.tab-meta.xml'
    ];
    const all = endings.flatMap(named);
    expect(
      all
        .filter((file) => (values(file.text, 'description')[0] ?? '').trim() === '')
        .map((file) => file.path)
    ).toEqual([]);
    process.stdout.write(
      `counted: ${String(files.length)} files, ${String(all.length)} with descriptions, ${String(named('.field-meta.xml').length)} fields\n`
    );
  });

  it('keeps names and labels within the platform’s bounds', () => {
    for (const file of named('.field-meta.xml')) {
      const [fullName = ''] = values(file.text, 'fullName');
      expect(fullName).toMatch(/^[A-Za-z](?!\w*__\w*__)\w{0,39}__c$/);
      expect((values(file.text, 'label')[0] ?? '').length).toBeLessThanOrEqual(40);
    }
  });

  it('lists in permission sets only fields that are there and that field security governs', () => {
    const governed = new Set(governedFields().map((field) => `${field.object}.${field.name}`));
    const formulas = new Set(
      named('.field-meta.xml')
        .filter((file) => file.text.includes('<formula>'))
        .map((file) => `${objectOf(file)}.${basename(file.path, '.field-meta.xml')}`)
    );
    for (const file of named('.permissionset-meta.xml')) {
      const listed = values(file.text, 'field').filter((field) => field.startsWith('Evenfield_'));
      expect(listed.filter((field) => !governed.has(field) && !formulas.has(field))).toEqual([]);
    }
  });

  it('lets only the service edit what is computed', () => {
    const service = granted(['Evenfield_Service'], false);
    expect(
      governedFields()
        .filter((field) => !service.mayEdit(field.object, field.name))
        .map((field) => field.name)
    ).toEqual([]);
  });

  const parentOf = (object: string, lookup: string): string =>
    named('.field-meta.xml')
      .filter(
        (file) => objectOf(file) === object && basename(file.path, '.field-meta.xml') === lookup
      )
      .flatMap((file) => values(file.text, 'referenceTo'))[0] ?? '';

  it('names only fields that are there in list views, layouts, compact layouts and rules', () => {
    const missing: string[] = [];
    const check = (file: XmlFile, object: string, names: readonly string[]): void => {
      for (const field of names) if (!exists(object, field)) missing.push(`${file.path}: ${field}`);
    };
    for (const file of named('.listView-meta.xml'))
      check(file, objectOf(file), [...values(file.text, 'columns'), ...values(file.text, 'field')]);
    for (const file of named('.compactLayout-meta.xml'))
      check(file, objectOf(file), values(file.text, 'fields'));
    for (const file of named('.layout-meta.xml'))
      check(file, basename(file.path).split('-')[0] ?? '', values(file.text, 'field'));
    for (const file of named('.validationRule-meta.xml')) {
      const formula = values(file.text, 'errorConditionFormula')[0] ?? '';
      check(
        file,
        objectOf(file),
        [...formula.matchAll(/(?<!\.)\b\w+__c\b/g)].map((match) => match[0])
      );
      for (const [, lookup = '', field = ''] of formula.matchAll(/\b(\w+)__r\.(\w+__c)\b/g))
        check(file, parentOf(objectOf(file), `${lookup}__c`), [field]);
      const permissions = new Set(
        named('.customPermission-meta.xml').map((permission) =>
          basename(permission.path, '.customPermission-meta.xml')
        )
      );
      for (const [, permission = ''] of formula.matchAll(/\$Permission\.(\w+)/g))
        expect(permissions).toContain(permission);
      expect(formula.length).toBeLessThan(3900);
    }
    expect(missing).toEqual([]);
  });

  it('has a layout, a compact layout and a list view for each object', () => {
    for (const object of fields.keys()) {
      expect(
        named('.layout-meta.xml').filter((file) => basename(file.path).startsWith(`${object}-`))
      ).toHaveLength(1);
      expect(
        named('.compactLayout-meta.xml').filter((file) => objectOf(file) === object)
      ).toHaveLength(1);
      expect(
        named('.listView-meta.xml').filter((file) => objectOf(file) === object).length
      ).toBeGreaterThanOrEqual(1);
    }
  });

  it('places only components that are there, and shows only tabs that are there', () => {
    const components = new Set(
      named('.js-meta.xml').map((file) => basename(file.path, '.js-meta.xml'))
    );
    const placed = named('.flexipage-meta.xml')
      .flatMap((file) => values(file.text, 'componentName'))
      .filter((name) => name.startsWith('c:'));
    expect(placed.filter((name) => !components.has(name.slice(2)))).toEqual([]);
    const tabs = new Set(
      named('.tab-meta.xml').map((file) => basename(file.path, '.tab-meta.xml'))
    );
    const shown = [
      ...named('.permissionset-meta.xml').flatMap((file) => values(file.text, 'tab')),
      ...named('.app-meta.xml').flatMap((file) => values(file.text, 'tabs'))
    ];
    expect(shown.filter((tab) => !tabs.has(tab))).toEqual([]);
  });

  it('grants a detail only together with its master, as a deploy demands', () => {
    const masters = named('.field-meta.xml')
      .filter((file) => values(file.text, 'type')[0] === 'MasterDetail')
      .map((file) => [objectOf(file), values(file.text, 'referenceTo')[0] ?? ''] as const);
    expect(masters.length).toBeGreaterThanOrEqual(7);
    for (const file of named('.permissionset-meta.xml')) {
      const { object } = granted([basename(file.path, '.permissionset-meta.xml')], false);
      expect(
        masters.filter(([detail, master]) => object(detail).read && !object(master).read)
      ).toEqual([]);
    }
  });

  it('lists an address in permission sets as a whole, as field security knows it', () => {
    const parts = /^\w+\.(Billing|Shipping|Mailing|Other)?(Street|City|State|PostalCode|Country)$/;
    expect(
      named('.permissionset-meta.xml')
        .flatMap((file) => values(file.text, 'field'))
        .filter((field) => parts.test(field))
    ).toEqual([]);
  });

  it('fills the regions that the template of a page has', () => {
    const regions: Readonly<Record<string, readonly string[]>> = {
      'flexipage:recordHomeTemplateDesktop': ['header', 'main', 'sidebar'],
      'flexipage:defaultAppHomeTemplate': ['main'],
      'home:desktopTemplate': ['bottomLeft', 'bottomRight', 'sidebar', 'top']
    };
    for (const file of named('.flexipage-meta.xml')) {
      const own = [...file.text.matchAll(/<name>(\w+)<\/name>\s*<type>Region</g)].map(
        (match) => match[1]
      );
      const [, template = ''] = /<template>\s*<name>([^<]*)</.exec(file.text) ?? [];
      expect(own.sort()).toEqual(regions[template]);
    }
  });

  it('reaches every app page by a tab, and shows only list views that are there', () => {
    const pages = named('.flexipage-meta.xml')
      .filter((file) => values(file.text, 'type').at(-1) === 'AppPage')
      .map((file) => basename(file.path, '.flexipage-meta.xml'));
    expect(named('.tab-meta.xml').flatMap((file) => values(file.text, 'flexiPage'))).toEqual(pages);
    const views = new Set(
      named('.listView-meta.xml').map(
        (file) => `${objectOf(file)}.${basename(file.path, '.listView-meta.xml')}`
      )
    );
    const cards = named('.flexipage-meta.xml').flatMap((file) =>
      [
        ...file.text.matchAll(
          /entityName<\/name>\s*<value>(\w+)<[\s\S]*?filterName<\/name>\s*<value>(\w+)</g
        )
      ].map((match) => `${match[1] ?? ''}.${match[2] ?? ''}`)
    );
    expect(cards.length).toBeGreaterThan(0);
    expect(cards.filter((card) => !views.has(card))).toEqual([]);
  });

  it('gives every row that the service writes a unique external key', () => {
    const keys = named('.field-meta.xml').filter(
      (file) => basename(file.path) === 'Key__c.field-meta.xml'
    );
    expect(
      keys.map((file) => [values(file.text, 'externalId')[0], values(file.text, 'unique')[0]])
    ).toEqual(keys.map(() => ['true', 'true']));
    expect(keys.length).toBeGreaterThanOrEqual(10);
  });

  it('names only icons that the design system draws', () => {
    const drawn = new Map<string, Set<string>>();
    const isDrawn = (sprite: string, icon: string): boolean => {
      const path = join(designSystem, 'assets/icons', `${sprite}-sprite/svg/symbols.svg`);
      const known = drawn.get(sprite) ?? new Set(drawnIn(readFileSync(path, 'utf8')));
      drawn.set(sprite, known);
      return known.has(icon);
    };
    const missing = readdirSync('force-app', { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(html|ts)$/.test(path) && !path.includes('__tests__'))
      .flatMap((path) =>
        [...readFileSync(join('force-app', path), 'utf8').matchAll(iconNames)]
          .filter(([, sprite = '', icon = '']) => !isDrawn(sprite, icon))
          .map(([name]) => `${path}: ${name}`)
      );
    expect(missing).toEqual([]);
  });

  it('uses every label that it has, and has every label that components use', () => {
    const labels = new Set(values(named('.labels-meta.xml')[0]?.text ?? '', 'fullName'));
    const used = new Set(
      readdirSync('force-app', { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.includes('__tests__'))
        .flatMap((path) =>
          [
            ...readFileSync(join('force-app', path), 'utf8').matchAll(
              /@salesforce\/label\/c\.(\w+)/g
            )
          ].map((match) => match[1] ?? '')
        )
    );
    expect([...used].filter((label) => !labels.has(label))).toEqual([]);
    expect([...labels].filter((label) => !used.has(label))).toEqual([]);
  });
});

describe('docs/data-model.md', () => {
  it('says what the metadata says', async () => {
    const { dataModelPage } = (await import('../../scripts/write-data-model.mjs' as string)) as {
      dataModelPage(): string;
    };
    expect(readFileSync('docs/data-model.md', 'utf8')).toBe(dataModelPage());
  });
});
