import type { ResolverMap } from '../_runtime/resolver-map.ts';
import { underPurpose } from '../_runtime/under-purpose.ts';
import { batchMutations, batchQueries } from './batch-check.ts';
import { checkMutations } from './check-mutations.ts';
import { checkFields, checkQueries, checksOf } from './check-queries.ts';
import { figuresFields, figuresQueries } from './figures-queries.ts';
import { listingMutations } from './listing-mutations.ts';
import { listingFields, listingQueries } from './listing-queries.ts';
import { noticeQueries } from './notice-queries.ts';
import { objectionMutations } from './objection-mutations.ts';
import { objectionCasesOf, objectionFields, objectionQueries } from './objection-queries.ts';
import { overdueFields, overdueQueries } from './overdue-queries.ts';
import { feedQueries } from './push-feed.ts';
import { referenceFields, referenceQueries } from './reference-queries.ts';
import { repairMutations } from './repair-mutations.ts';
import { repairCasesOf, repairFields, repairQueries } from './repair-queries.ts';
import { subjectFields } from './subject-fields.ts';
import { taskMutations } from './task-mutations.ts';
import { taskFields, taskQueries } from './task-queries.ts';
import { deliveryMutations, webhookMutations } from './webhook-mutations.ts';
import { webhookFields, webhookQueries } from './webhook-queries.ts';

/** Joint incentive and punishment. */
export const resolvers: ResolverMap = {
  Query: {
    ...listingQueries,
    ...taskQueries,
    ...checkQueries,
    ...batchQueries,
    ...referenceQueries,
    ...repairQueries,
    ...objectionQueries,
    ...noticeQueries,
    ...feedQueries,
    ...webhookQueries,
    ...figuresQueries,
    ...overdueQueries,
  },
  Mutation: {
    ...underPurpose('listings', listingMutations, (problem) => ({ listing: null, problems: [problem] })),
    ...underPurpose('tasks', taskMutations, (problem) => ({ task: null, problems: [problem] })),
    ...underPurpose('checks', checkMutations, (problem) => ({ check: null, problems: [problem] })),
    ...underPurpose('checks', batchMutations, (problem) => ({ batch: null, rows: [], problems: [problem] })),
    ...underPurpose('repairs', repairMutations, (problem) => ({
      repair: null,
      firstPossibleOn: null,
      problems: [problem],
    })),
    ...underPurpose('objections', objectionMutations, (problem) => ({ objection: null, problems: [problem] })),
    ...underPurpose('tasks', webhookMutations, (problem) => ({ webhook: null, secret: null, problems: [problem] })),
    ...underPurpose('tasks', deliveryMutations, (problem) => ({ deliveries: [], problems: [problem] })),
  },
  ...listingFields,
  ...taskFields,
  ...checkFields,
  CreditSubject: {
    ...subjectFields,
    creditChecks: checksOf,
    repairCases: repairCasesOf,
    objectionCases: objectionCasesOf,
  },
  ...repairFields,
  ...objectionFields,
  ...referenceFields,
  ...webhookFields,
  ...figuresFields,
  ...overdueFields,
};
