import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { print } from 'graphql';
import { loadSubgraphs } from '../../../../subgraphs/_runtime/load-subgraphs.ts';
import type { ChildCommand } from '../processes/child.ts';
import type { Setting } from './contender.ts';
import { peerFile } from './peers.ts';

/**
 * Grafbase's gateway, which npm has within its command-line tool only. `dev` composes the graph itself, from schema files, and
 * then serves it with the gateway's own engine; it logs nothing per request unless told to.
 */
export async function grafbaseCommand({ lean, scratch }: Setting, port: number): Promise<ChildCommand> {
  const binary = peerFile('@grafbase/cli-x86_64-unknown-linux-musl', 'grafbase');
  chmodSync(binary, 0o755); // the package leaves it to an installer to make it executable
  const folder = join(scratch, 'grafbase');
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'grafbase.toml');
  writeFileSync(config, await configuration(folder, lean.server.urls));
  return {
    command: binary,
    args: ['--home', folder, 'dev', '--config', config, '--listen-address', `127.0.0.1:${port}`],
    cwd: folder,
  };
}

async function configuration(folder: string, urls: ReadonlyMap<string, string>): Promise<string> {
  const sections: string[] = [];
  for (const { department, document } of await loadSubgraphs()) {
    const file = join(folder, `${department.code}.graphql`);
    writeFileSync(file, print(document));
    const url = urls.get(department.code) ?? '';
    sections.push(`[subgraphs.${department.code}]\nurl = "${url}"\nschema_path = "${file}"\n`);
  }
  return sections.join('\n');
}
