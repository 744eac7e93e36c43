import type { Graph } from '../graph.ts';
import type { Company } from './company.ts';
import { MARKET } from './personas.ts';
import type { Stage } from './stage.ts';
import { expect, expectDone, found, type Outcome, tell } from './telling.ts';

const INITIATE = `mutation ($input: InitiateListingInput!) {
  initiateListing(input: $input) { listing { id version state objectBy endsOn tasks { id } } problems { message } }
}`;

interface Initiated {
  readonly initiateListing: Outcome & {
    readonly listing: {
      readonly id: string;
      readonly version: number;
      readonly state: string;
      readonly objectBy: string;
      readonly endsOn: string;
      readonly tasks: readonly object[];
    } | null;
  };
}

const EFFECT = `mutation ($id: ID!, $version: Int!) {
  makeListingEffective(id: $id, version: $version) {
    listing { state tasks { state dueOn department { code } measure { code } } }
    problems { message }
  }
}`;

interface Effected {
  readonly makeListingEffective: Outcome & {
    readonly listing: {
      readonly state: string;
      readonly tasks: readonly { readonly dueOn: string; readonly department: { readonly code: string } }[];
    } | null;
  };
}

/** Market supervision enters the company in its list, because of the penalty; the entry takes effect after the days to object. */
export async function enterInList(stage: Stage, company: Company): Promise<string> {
  const { initiateListing } = await stage.ask<Initiated>(INITIATE, { input: decisionAbout(company) }, MARKET);
  expectDone(initiateListing, 'the entry');
  const { id, version, state, objectBy, endsOn, tasks } = found(initiateListing.listing, 'entry');
  expect(state === 'NOTIFIED' && tasks.length === 0, 'nobody has a task before the company could object');
  tell(
    'market',
    `lists ${company.name} (MARKET_SERIOUS_VIOLATION): ${state}, may object by ${objectBy}, until ${endsOn}`,
  );
  const early = await takeEffect(stage, { id, version });
  expect(early.problems.length === 1, 'the entry takes no effect while the company may object');
  tell('market', `would have it take effect at once: ${early.problems[0]?.message}`);
  stage.moveTo('2026-11-10');
  const made = await takeEffect(stage, { id, version });
  expectDone(made, 'the effect of the entry');
  const listing = found(made.listing, 'entry in effect');
  expect(listing.state === 'EFFECTIVE', 'the entry is in effect');
  const bodies = [...new Set(listing.tasks.map(({ department }) => department.code))];
  const due = [...new Set(listing.tasks.map(({ dueOn }) => dueOn))];
  tell(
    'market',
    `makes it ${listing.state}: ${listing.tasks.length} tasks for ${bodies.join(', ')}, due ${due.join()}`,
  );
  return id;
}

async function takeEffect({ ask }: Graph, entry: { readonly id: string; readonly version: number }) {
  const { makeListingEffective } = await ask<Effected>(EFFECT, entry, MARKET);
  return makeListingEffective;
}

/** Twelve months from the day of the decision it can be repaired: before the demo's agreements, which last for a year, end. */
function decisionAbout({ id, penaltyDocumentNo }: Company) {
  return {
    list: 'MARKET_SERIOUS_VIOLATION',
    subject: id,
    documentNo: '贺市监列字〔2026〕7号',
    decidedOn: '2026-04-13',
    reason: `行政处罚${penaltyDocumentNo}，情节严重`,
    legalBasis: '《市场监督管理严重违法失信名单管理办法》（国家市场监督管理总局令第44号）第五条',
  };
}
