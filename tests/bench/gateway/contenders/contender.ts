import type { DepartmentServer } from '../processes/department-server.ts';

export const CONTENDER_NAMES = [
  'hub',
  'hub-no-audit',
  'hub-no-rules',
  'remote',
  'stock',
  'stock-lean',
  'hive',
  'grafbase',
  'limit',
] as const;
export type ContenderName = (typeof CONTENDER_NAMES)[number];

/** Where a contender finds what it needs. */
export interface Setting {
  /** Data folder of the seeded store. */
  readonly data: string;
  /** Folder for files of this run. */
  readonly scratch: string;
  /** The departments behind bare handlers, with supergraphs that name their addresses. */
  readonly lean: Departments;
  /** The same departments behind Apollo Servers. */
  readonly apollo: Departments;
}

export interface Departments {
  readonly server: DepartmentServer;
  /** File of the supergraph as composed. */
  readonly supergraph: string;
  /** File of the supergraph of what is public, without access directives, for gateways that do not know the hub's rules. */
  readonly publicSupergraph: string;
}

/** A gateway that answers. */
export interface RunningContender {
  readonly name: ContenderName;
  /** Its graph. */
  readonly url: string;
  readonly pid: number;
  /** Process of its departments; null where they run in its own. */
  readonly departmentsPid: number | null;
  stop(): Promise<void>;
}
