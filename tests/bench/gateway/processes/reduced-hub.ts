/**
 * Process: the hub as `npm start` runs it, less what the bench wants to know the cost of. Arguments: "audit" or "rules" (the
 * latter goes without an audit trail too), data folder, port.
 */
import { print } from 'graphql';
import { startHub } from '../../../../cli/commands/start.ts';
import { committedSupergraph, composeFolder, DEFAULT_URL } from '../../../../cli/compose-folder.ts';
import { readSupergraph } from '../../../../schema/supergraph/supergraph.ts';
import { withoutAccessFeatures } from '../../../../schema/supergraph/without-access-features.ts';
import type { GuardedType } from '../../../../subgraphs/_runtime/access/guarded-type.ts';
import { loadSubgraphs } from '../../../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../../../subgraphs/_runtime/subgraph.ts';

const [without = '', data = '', port = '0'] = process.argv.slice(2);
const options = { data, port: Number(port), subjects: 1_000 };
const subgraphs = await loadSubgraphs();
const opened = without === 'rules' ? { subgraphs: subgraphs.map(openToAll), supergraph: openSupergraph() } : {};
await startHub(options, { ...opened, authority: (own) => ({ ...own, audit: null }) });

function openToAll(subgraph: Subgraph): Subgraph {
  const open = ({ fields, ...type }: GuardedType): GuardedType => ({
    ...type,
    rule: undefined,
    fields: fields.map((field) => ({ ...field, rule: undefined })),
  });
  const guards = new Map([...subgraph.guards].map(([name, type]) => [name, open(type)]));
  return { ...subgraph, guards };
}

function openSupergraph(): string {
  const composed = committedSupergraph(subgraphs, DEFAULT_URL) ?? composeFolder(subgraphs, DEFAULT_URL);
  return print(withoutAccessFeatures(readSupergraph(composed)));
}
