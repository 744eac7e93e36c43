import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../../schema/package-root.ts';

/** The package of gateways that only the bench needs. */
export const PEERS_FOLDER = join(packageRoot, 'tests', 'bench', 'gateway', 'peers');

const LONGEST_INSTALL_MS = 10 * 60_000;

/** Installs the peers where they are not there yet. What cannot be had shows when the contender is started. */
export function installPeers(): void {
  if (existsSync(join(PEERS_FOLDER, 'node_modules', '.package-lock.json'))) return;
  console.log('Installing the gateways to compare with (npm ci, once) …');
  const result = spawnSync('npm', ['ci', '--prefix', PEERS_FOLDER, '--no-audit', '--loglevel', 'error'], {
    stdio: 'inherit',
    timeout: LONGEST_INSTALL_MS,
  });
  if (result.status !== 0) console.log('The gateways to compare with could not be installed.');
}

/** @throws Error when the package is not there. */
export function peerFile(name: string, file: string): string {
  const path = join(PEERS_FOLDER, 'node_modules', name, file);
  if (!existsSync(path)) throw new Error(`${name} is not installed here`);
  return path;
}
