import type { Graph } from '../graph.ts';
import { AUDITOR } from './personas.ts';
import { expect, found, tell } from './telling.ts';

const FIGURES = `query ($from: String!, $to: String!) {
  coordinationFigures(from: $from, to: $to) {
    smallestGroup
    rows { unit count outcomes { outcome count } }
  }
}`;

interface Figures {
  readonly coordinationFigures: {
    readonly smallestGroup: number | null;
    readonly rows: readonly {
      readonly unit: string;
      readonly count: number;
      readonly outcomes: readonly { readonly outcome: string | null; readonly count: number }[];
    }[];
  } | null;
}

interface Months {
  readonly from: string;
  readonly to: string;
}

/** An auditor reads every figure; the public none that are about one company only. */
export async function readFigures({ ask }: Graph, months: Months): Promise<void> {
  const { coordinationFigures: all } = await ask<Figures>(FIGURES, months, AUDITOR);
  const { rows } = found(all, 'figures for the auditor');
  for (const unit of ['listing', 'task', 'check']) {
    expect(
      rows.some((row) => row.unit === unit),
      `the figures count the ${unit} of the story`,
    );
  }
  for (const { unit, count, outcomes } of rows) {
    const told = outcomes.map(({ outcome, count: so }) => `${so} ${outcome}`).join(', ');
    tell('auditor', `reads: ${count} × ${unit} (${told})`);
  }
  const { coordinationFigures: totals } = await ask<Figures>(FIGURES, months);
  const { rows: shown, smallestGroup } = found(totals, 'totals for the public');
  expect(shown.length === 0, 'the public is told nothing that is about one company');
  tell('public', `reads: ${shown.length} figures, for each is about fewer than ${smallestGroup} subjects`);
}
