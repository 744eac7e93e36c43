import type { ResolverMap } from '../_runtime/resolver-map.ts';
import { underPurpose } from '../_runtime/under-purpose.ts';
import { agreementMutations } from './agreement-mutations.ts';
import { agreementQueries } from './agreement-queries.ts';
import { agreementFields, applicationFields } from './agreement-view.ts';
import { applicationMutations } from './application-mutations.ts';
import { applicationQueries } from './application-queries.ts';
import { catalogueFields, catalogueQueries } from './catalogue-queries.ts';
import { consentMutations } from './consent-mutations.ts';
import { unusedAgreements } from './unused-agreements.ts';

/** Catalogue, applications, agreements and consents. */
export const resolvers: ResolverMap = {
  Query: { ...catalogueQueries, ...applicationQueries, ...agreementQueries, unusedAgreements },
  Mutation: {
    ...underPurpose('agreements', agreementMutations, (problem) => ({ agreement: null, problems: [problem] })),
    ...underPurpose('applications', applicationMutations, (problem) => ({ application: null, problems: [problem] })),
    ...underPurpose('consents', consentMutations, (problem) => ({ jti: null, problems: [problem] })),
  },
  ...catalogueFields,
  SharingAgreement: agreementFields,
  SharingApplication: applicationFields,
};
