import type { Agreement, Application } from '../../storage/governance/port.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { statusOn } from './agreement-life.ts';
import type { CatalogueOwner } from './catalogue.ts';
import { dayToDecide, isOverdue, isProvisional } from './day-to-decide.ts';
import { catalogueIn, storeOf } from './governance-context.ts';

/** Fields of an agreement that the store does not hold as they are shown. */
export const agreementFields = {
  provider: ({ provider }: Agreement, _: unknown, context: SubgraphContext): CatalogueOwner => ({
    code: provider,
    name: catalogueIn(context).departments.get(provider) ?? provider,
  }),
  consumerId: ({ consumer }: Agreement) => consumer,
  consumer: ({ consumer }: Agreement, _: unknown, context: SubgraphContext) => storeOf(context).application(consumer),
  status: (agreement: Agreement, _: unknown, { today }: SubgraphContext) => statusOn(agreement, today),
  decideBy: (agreement: Agreement) => dayToDecide(agreement),
  decideByProvisional: (agreement: Agreement) => isProvisional(agreement),
  overdue: (agreement: Agreement, _: unknown, { today }: SubgraphContext) => isOverdue(agreement, today),
} satisfies Record<string, FieldResolver>;

/** Fields of an application that the store does not hold as they are shown. */
export const applicationFields = {
  kind: ({ kind }: Application) => kind.toUpperCase(),
} satisfies Record<string, FieldResolver>;
