import { join } from 'node:path';
import { packageRoot } from '../../../../schema/package-root.ts';
import type { ChildCommand } from '../processes/child.ts';
import type { DepartmentServer } from '../processes/department-server.ts';
import type { ContenderName, Setting } from './contender.ts';
import { grafbaseCommand } from './grafbase-command.ts';
import { hiveCommand } from './hive-command.ts';

/** How a contender is started on a port, and which departments it asks. */
interface ContenderPlan {
  /** What a reader of the table is told. */
  readonly title: string;
  /** `teacher` is the address of a contender that runs already, null where there is none. */
  command(setting: Setting, port: number, teacher: string | null): ChildCommand | Promise<ChildCommand>;
  /** Null where the departments run in the contender's own process, or there are none. */
  departments(setting: Setting): DepartmentServer | null;
}

const lean = (setting: Setting) => setting.lean.server;

export const PLANS: Readonly<Record<ContenderName, ContenderPlan>> = {
  hub: {
    title: 'the hub, departments in its process',
    command: ({ data }, port) => node(join('dist', 'cli', 'main.js'), 'start', '--data', data, '--port', String(port)),
    departments: () => null,
  },
  'hub-no-audit': {
    title: 'the hub, nothing written down',
    command: ({ data }, port) => node(processFile('reduced-hub'), 'audit', data, String(port)),
    departments: () => null,
  },
  'hub-no-rules': {
    title: 'the hub, everything open, nothing written down',
    command: ({ data }, port) => node(processFile('reduced-hub'), 'rules', data, String(port)),
    departments: () => null,
  },
  remote: {
    title: "the hub's gateway, remote departments",
    command: ({ lean: { supergraph } }, port) =>
      node(join('dist', 'cli', 'main.js'), 'gateway', '--supergraph', supergraph, '--port', String(port)),
    departments: lean,
  },
  stock: {
    title: 'ApolloGateway, an Apollo Server per department',
    command: ({ apollo }, port) => node(processFile('stock-gateway'), apollo.publicSupergraph, String(port)),
    departments: ({ apollo }) => apollo.server,
  },
  'stock-lean': {
    title: 'ApolloGateway, the same departments as the others',
    command: (setting, port) => node(processFile('stock-gateway'), setting.lean.publicSupergraph, String(port)),
    departments: lean,
  },
  hive: { title: 'Hive Gateway with its Rust planner', command: hiveCommand, departments: lean },
  grafbase: { title: 'Grafbase gateway (Rust)', command: grafbaseCommand, departments: lean },
  limit: {
    title: 'no gateway: JSON.stringify of the ready answer',
    command: (_setting, port, teacher) => {
      if (teacher === null) throw new Error('it learns its answers from another contender, and none runs');
      return node(processFile('ready-answers'), teacher, String(port));
    },
    departments: () => null,
  },
};

function processFile(name: string): string {
  return join(import.meta.dirname, '..', 'processes', `${name}.js`);
}

/** Everybody runs as in production; Apollo Server and Hive Gateway leave work out then. */
function node(...args: readonly string[]): ChildCommand {
  return { command: process.execPath, args, cwd: packageRoot, env: { NODE_ENV: 'production' } };
}
