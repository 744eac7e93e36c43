import type { FieldResolver, ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import type { CatalogueField, CatalogueItem } from './catalogue.ts';
import { standingOfField, standingOfItem } from './catalogue-standing.ts';
import { catalogueIn } from './governance-context.ts';

/** A field, which is held against the caller's rights together with its item. */
interface FieldOfItem extends CatalogueField {
  readonly item: string;
}

/** The catalogue is public: whoever may ask for data has to know that there are some. */
export const catalogueQueries = {
  catalogue: (_: unknown, __: unknown, context: SubgraphContext) => catalogueIn(context).items,
  catalogueItem: (_: unknown, { code }: { code: string }, context: SubgraphContext) =>
    catalogueIn(context).items.find((item) => item.code === code) ?? null,
} satisfies Record<string, FieldResolver>;

/** What of a catalogue item depends on the caller. */
export const catalogueFields: ResolverMap = {
  CatalogueItem: {
    standing: (item: CatalogueItem, _: unknown, { passport }: SubgraphContext) => standingOfItem(item, passport),
    fields: ({ code, fields }: CatalogueItem): FieldOfItem[] => fields.map((field) => ({ ...field, item: code })),
  },
  CatalogueField: {
    standing: ({ item, ...field }: FieldOfItem, _: unknown, { passport }: SubgraphContext) =>
      standingOfField(field, item, passport),
  },
};
