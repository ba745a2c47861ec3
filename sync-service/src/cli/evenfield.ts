import { keepCompiledCode } from '../compiled-code.ts';
import { commands } from './commands.ts';

keepCompiledCode();

const [name = '', ...rest] = process.argv.slice(2);
const command = commands.get(name);
if (command === undefined) {
  const known = [...commands]
    .map(([word, { summary }]) => `  ${word.padEnd(10)} ${summary}`)
    .join('\n');
  process.stderr.write(`evenfield COMMAND [--json]\n\n${known}\n`);
  process.exitCode = name === '' ? 0 : 2;
} else {
  process.exitCode = await command.run(rest);
}
