import { randomBytes } from 'node:crypto';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { invalid, type Problem } from '../_runtime/problem.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { type CheckChange, changeCheck } from './check-book.ts';
import { confirmCheck, type Feedback, type FeedbackAction, feedBack } from './credit-check.ts';
import { matterInHand } from './matter-in-hand.ts';
import { occasionOf } from './occasion.ts';
import { performCheck } from './perform-check.ts';
import { stillBlocks } from './still-blocks.ts';

interface CheckArguments {
  readonly subject: string;
  readonly powerItem: string;
  readonly caseNo: string;
}

interface FeedbackInput {
  readonly receiptNo: string;
  readonly action: FeedbackAction;
  readonly measures: readonly string[];
  readonly on: string;
  readonly documentNo?: string | null;
  readonly effect?: string | null;
  readonly amountWan?: string | null;
  readonly reason?: string | null;
}

/** What departments ask while they handle a matter, and what they say of it afterwards. */
export const checkMutations = {
  creditCheck: (_: unknown, args: CheckArguments, context: SubgraphContext) => creditCheck(args, context),
  confirmCreditCheck: async (_: unknown, { receiptNo }: { receiptNo: string }, context: SubgraphContext) => {
    const caller = authenticatedCaller(context);
    if (caller === null) return null;
    const occasion = occasionOf(caller, context);
    const decide = async (check: Parameters<typeof confirmCheck>[0]) =>
      confirmCheck(check, await stillBlocks(check, context), occasion);
    return changeCheck(receiptNo, decide, occasion, context);
  },
  feedBackCreditCheck: (_: unknown, { input }: { input: FeedbackInput }, context: SubgraphContext) =>
    fedBack(input, context),
} satisfies Record<string, FieldResolver>;

/** Number of a receipt of the day: no two are alike, and nobody guesses one. */
function newReceiptNo(today: string): string {
  return receiptNoOf(today, randomBytes(10).toString('hex').toUpperCase());
}

export function receiptNoOf(day: string, mark: string): string {
  return `R${day.replaceAll('-', '')}-${mark}`;
}

async function creditCheck(args: CheckArguments, context: SubgraphContext): Promise<CheckChange | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const inHand = matterInHand(args, caller, context);
  if ('code' in inHand) return refused(inHand);
  const occasion = occasionOf(caller, context);
  const check = await performCheck(args.subject, inHand, newReceiptNo(context.today), occasion, context);
  return 'code' in check ? refused(check) : { check, problems: [] };
}

async function fedBack(input: FeedbackInput, context: SubgraphContext): Promise<CheckChange | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const feedback = feedbackOf(input, caller.id);
  if ('code' in feedback) return refused(feedback);
  const occasion = occasionOf(caller, context);
  return changeCheck(input.receiptNo, (check) => feedBack(check, feedback, occasion), occasion, context);
}

function feedbackOf(input: FeedbackInput, by: string): Feedback | Problem {
  const { action, measures, on, documentNo, effect, amountWan = null, reason } = input;
  if (action === 'NOT_TAKEN') {
    if (reason == null) return invalid('reason', 'Say why nothing was done.');
    return { action, by, measures, on, reason };
  }
  if (documentNo == null) return invalid('documentNo', 'Say under which document it was done.');
  if (effect == null) return invalid('effect', 'Say what came of it.');
  return { action, by, measures, on, documentNo, effect, amountWan, reason: null };
}

function refused(problem: Problem): CheckChange {
  return { check: null, problems: [problem] };
}
