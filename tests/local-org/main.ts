import { enableCompileCache } from 'node:module';

// The libraries take most of a start, so what was compiled once is kept; hence the import after it.
enableCompileCache();
const { runCommand } = await import('./http/command.ts');
await runCommand(process.argv.slice(2));
