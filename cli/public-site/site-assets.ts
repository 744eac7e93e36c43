import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schema/package-root.ts';
import type { SiteDocument } from './site-document.ts';

/** Files that pages load, at addresses that change with their content, so that browsers may hold them for ever. */
export interface SiteAssets {
  readonly style: string;
  readonly script: string;
  readonly icon: string;
  readonly byPath: ReadonlyMap<string, SiteDocument>;
}

const FOLDER = join(packageRoot, 'cli', 'public-site', 'assets');

export function siteAssets(): SiteAssets {
  const byPath = new Map<string, SiteDocument>();
  const add = (file: string, contentType: string) => {
    const body = readFileSync(join(FOLDER, file));
    const path = `/assets/${createHash('sha256').update(body).digest('hex').slice(0, 12)}/${file}`;
    byPath.set(path, { status: 200, contentType, body, cacheControl: 'public, max-age=31536000, immutable' });
    return path;
  };
  return {
    style: add('site.css', 'text/css; charset=utf-8'),
    script: add('site.js', 'text/javascript; charset=utf-8'),
    icon: add('icon.svg', 'image/svg+xml'),
    byPath,
  };
}
