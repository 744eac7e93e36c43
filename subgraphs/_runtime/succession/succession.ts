/** A value of the graph's SuccessionKind. */
export type SuccessionKind = 'ABSORPTION' | 'CONSOLIDATION' | 'SPIN_OFF' | 'DIVISION';

/** That one organisation succeeds another, as a record in force says it. */
export interface Succession {
  readonly kind: SuccessionKind;
  /** Day of the registration, YYYY-MM-DD. */
  readonly date: string;
  readonly predecessorId: string;
  /** Null where no subject of the hub bears the code, as where the successor is registered in another city. */
  readonly successorId: string | null;
  readonly successorName: string;
  readonly successorUscc: string;
}

/** Whether the predecessor ends by it. */
export function endsPredecessor({ kind }: Pick<Succession, 'kind'>): boolean {
  return kind !== 'SPIN_OFF';
}
