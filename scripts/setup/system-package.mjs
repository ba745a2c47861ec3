import { onPath } from './on-path.mjs';
import { runStep } from './run-step.mjs';
import { say } from './say.mjs';

/**
 * Installs a package with the system's package manager, where it may without a password.
 * @param names package name by manager
 * @returns {Promise<boolean>} whether it was installed
 */
export async function installSystemPackage(names) {
  const brew = onPath('brew');
  if (brew !== null && names.brew !== undefined) return install(brew, ['install', names.brew]);
  const isRoot = process.getuid?.() === 0;
  const sudo = isRoot ? null : await passwordlessSudo();
  if (!isRoot && sudo === null) return false;
  const prefix = sudo === null ? [] : [sudo, '-n'];
  const apt = onPath('apt-get');
  if (apt !== null && names.apt !== undefined) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await install([...prefix, apt], ['update', '-qq'], env);
    return install(
      [...prefix, apt],
      ['install', '-y', '-qq', '--no-install-recommends', names.apt],
      env
    );
  }
  const dnf = onPath('dnf');
  if (dnf !== null && names.dnf !== undefined)
    return install([...prefix, dnf], ['install', '-y', '-q', names.dnf]);
  return false;
}

async function passwordlessSudo() {
  const sudo = onPath('sudo');
  if (sudo === null) return null;
  const { code } = await runStep('sudo', sudo, ['-n', 'true']);
  return code === 0 ? sudo : null;
}

async function install(command, args, env = process.env) {
  const [program, ...before] = Array.isArray(command) ? command : [command];
  say(`  ${[program, ...before, ...args].join(' ')}`);
  const { code } = await runStep(args.join(' '), program, [...before, ...args], { env });
  return code === 0;
}
