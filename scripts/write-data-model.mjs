/** Writes docs/data-model.md from the metadata: every object and field with its description. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const tag = (text, name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';
const plain = (text) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('|', '/');

/** The page as it should be. */
export function dataModelPage(source = 'force-app') {
  const paths = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((path) => join(source, path))
    .sort();
  const objects = paths.filter((path) => path.endsWith('.object-meta.xml'));
  const parts = objects.map((path) => {
    const name = basename(path, '.object-meta.xml');
    const fields = paths.filter(
      (field) => field.endsWith('.field-meta.xml') && basename(dirname(dirname(field))) === name
    );
    const rows = fields.map((field) => {
      const text = readFileSync(field, 'utf8');
      const target = tag(text, 'referenceTo');
      return `| \`${tag(text, 'fullName')}\` | ${tag(text, 'formula') === '' ? tag(text, 'type') : 'Formula'}${target === '' ? '' : ` to ${target}`} | ${plain(tag(text, 'description'))} |`;
    });
    const text = readFileSync(path, 'utf8');
    return `## ${name}\n\n${plain(tag(text, 'description'))}\n\n| field | type | meaning |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return `# The data model\n\nWritten by \`node scripts/write-data-model.mjs\` from the metadata; a test keeps it current.\n\n${parts.join('\n')}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync('docs/data-model.md', dataModelPage());
