import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Folder that holds package.json. Compiled code runs from `dist/`, while SDL and tables stay in the source tree; both
 * find each other from here.
 */
export const packageRoot: string = findRoot(import.meta.dirname);

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('credit-hub is installed without its package.json; install it again.');
  return findRoot(parent);
}
