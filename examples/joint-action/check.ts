import type { Graph } from '../graph.ts';
import type { Company } from './company.ts';
import { PROCUREMENT } from './personas.ts';
import { expect, expectDone, found, type Outcome, tell } from './telling.ts';

const CHECK = `mutation ($subject: ID!) {
  creditCheck(subject: $subject, powerItem: "PROCUREMENT_SUPPLIER_REVIEW", caseNo: "贺采〔2026〕18号") {
    check { receiptNo verdict feedbackBy hits { documentNo until measure { code class legalBasis } } }
    problems { message }
  }
}`;

interface Check {
  readonly receiptNo: string;
  readonly verdict: string;
  readonly feedbackBy: string | null;
  readonly hits: readonly {
    readonly documentNo: string;
    readonly until: string | null;
    readonly measure: { readonly code: string; readonly class: string; readonly legalBasis: string };
  }[];
}

const FEED_BACK = `mutation ($input: CheckFeedbackInput!) {
  feedBackCreditCheck(input: $input) { check { state } problems { message } }
}`;

interface FedBack {
  readonly feedBackCreditCheck: Outcome & { readonly check: { readonly state: string } | null };
}

/** The procurement office checks the company, and is told what it has to weigh; then it feeds back what it did. */
export async function checkAndFeedBack(graph: Graph, company: Company, today: string): Promise<void> {
  const { receiptNo, verdict, feedbackBy, hits } = await check(graph, company);
  expect(verdict === 'WARN', 'the check warns of the entry');
  const [hit] = hits;
  const { measure, until } = found(hit, 'hit');
  tell('procurement', `checks it: ${verdict}, receipt ${receiptNo}, feed back by ${feedbackBy}`);
  tell('', `measure ${measure.code} (class ${measure.class}) until ${until}: ${measure.legalBasis}`);
  const input = {
    receiptNo,
    action: 'PUNISHED',
    measures: [measure.code],
    on: today,
    documentNo: '贺采〔2026〕18号',
    effect: '评审时作为重要考量因素',
  };
  const { feedBackCreditCheck } = await graph.ask<FedBack>(FEED_BACK, { input }, PROCUREMENT);
  expectDone(feedBackCreditCheck, 'the feedback');
  const { state } = found(feedBackCreditCheck.check, 'check');
  expect(state === 'FED_BACK', 'the check is fed back');
  tell('procurement', `weighed it, and says so: ${state}`);
}

/** A check that says that nothing bears on the matter. */
export async function expectPass(graph: Graph, company: Company): Promise<void> {
  const { verdict, receiptNo, hits } = await check(graph, company);
  expect(verdict === 'PASS' && hits.length === 0, 'nothing is held against the company');
  tell('procurement', `checks it: ${verdict}, receipt ${receiptNo}`);
}

async function check({ ask }: Graph, { id }: Company): Promise<Check> {
  const { creditCheck } = await ask<{ creditCheck: Outcome & { check: Check | null } }>(
    CHECK,
    { subject: id },
    PROCUREMENT,
  );
  expectDone(creditCheck, 'the check');
  return found(creditCheck.check, 'check');
}
