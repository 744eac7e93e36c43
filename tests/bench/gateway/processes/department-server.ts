import { fork } from 'node:child_process';
import { join } from 'node:path';
import { stopChild } from './child.ts';

/** All departments in a process of their own, over HTTP. */
export interface DepartmentServer {
  readonly pid: number;
  /** Address of each department by code. */
  readonly urls: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

/** What a department process tells once it listens. */
export type DepartmentAddresses = readonly (readonly [code: string, url: string])[];

/** The same departments behind different servers. */
export type DepartmentKind = 'lean-departments' | 'replaying-departments' | 'apollo-departments';

/** @throws Error when the process ends before it listens. */
export async function startDepartments(kind: DepartmentKind, data: string): Promise<DepartmentServer> {
  const script = kind === 'apollo-departments' ? kind : 'lean-departments';
  const child = fork(join(import.meta.dirname, `${script}.js`), [data, kind], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const addresses = await new Promise<DepartmentAddresses>((resolve, reject) => {
    child.once('message', (message) => resolve(message as DepartmentAddresses)); // cast: our own process
    child.once('exit', (code) => reject(new Error(`the departments (${kind}) ended with ${code}`)));
  });
  return { pid: child.pid ?? 0, urls: new Map(addresses), stop: () => stopChild(child) };
}
