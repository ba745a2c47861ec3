/** `npm run build:lwc`: writes the .js beside each component's .ts, for a deploy. Git ignores it. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const sources = readdirSync('force-app', { recursive: true, encoding: 'utf8' })
  .map((path) => join('force-app', path))
  .filter(
    (path) =>
      path.includes('/lwc/') &&
      path.endsWith('.ts') &&
      !path.endsWith('.d.ts') &&
      !path.includes('__tests__')
  );
for (const path of sources) {
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
    fileName: path,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      experimentalDecorators: false,
      useDefineForClassFields: true
    }
  });
  writeFileSync(path.replace(/\.ts$/, '.js'), outputText);
}
process.stdout.write(`${sources.length} components written\n`);
