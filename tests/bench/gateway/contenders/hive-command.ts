import { join } from 'node:path';
import type { ChildCommand } from '../processes/child.ts';
import type { Setting } from './contender.ts';
import { PEERS_FOLDER, peerFile } from './peers.ts';

/**
 * Hive Gateway as in production: one process, no access log, its Rust planner (see the configuration file). Without `--jit`:
 * with the Rust planner, 2.15 answers null for everything then.
 */
export function hiveCommand({ lean }: Setting, port: number): ChildCommand {
  const config = join(PEERS_FOLDER, 'hive-gateway.config.mjs');
  const options = ['--config-path', config, '--host', '127.0.0.1', '--port', String(port), '--fork', '1'];
  return {
    command: process.execPath,
    args: [peerFile('@graphql-hive/gateway', 'dist/bin.js'), 'supergraph', lean.publicSupergraph, ...options],
    cwd: PEERS_FOLDER,
    env: { NODE_ENV: 'production', LOG_LEVEL: 'error' },
  };
}
