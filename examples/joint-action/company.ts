import type { Graph } from '../graph.ts';
import { PROCUREMENT } from './personas.ts';
import { found } from './telling.ts';

/** The company that the story is about, and its penalty. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly penalty: string;
  readonly penaltyDocumentNo: string;
  readonly penaltyDecidedOn: string;
}

const PENALTIES = `{ marketPenalties(first: 100) {
  nodes { id documentNo decisionDate subject { id name kind } }
} }`;

interface Penalties {
  readonly marketPenalties: {
    readonly nodes: readonly {
      readonly id: string;
      readonly documentNo: string;
      readonly decisionDate: string;
      readonly subject: { readonly id: string; readonly name: string; readonly kind: string };
    }[];
  };
}

const MEASURES = 'query ($id: ID!) { subject(id: $id) { measuresInForce { source } } }';

interface Measures {
  readonly subject: { readonly measuresInForce: readonly object[] } | null;
}

/** A company with a recent market penalty, against which no measure is in force. */
export async function findCompany({ ask }: Graph): Promise<Company> {
  const { marketPenalties } = await ask<Penalties>(PENALTIES);
  for (const { id, documentNo, decisionDate, subject } of marketPenalties.nodes) {
    if (subject.kind !== 'ORGANIZATION' || !decisionDate.startsWith('2025')) continue;
    const { subject: seen } = await ask<Measures>(MEASURES, { id: subject.id }, PROCUREMENT);
    if (seen?.measuresInForce.length !== 0) continue;
    const { id: company, name } = subject;
    return { id: company, name, penalty: id, penaltyDocumentNo: documentNo, penaltyDecidedOn: decisionDate };
  }
  return found<Company>(null, 'company with a penalty alone');
}
