import type { ObjectTypeDefinitionNode } from 'graphql';
import { type AccessRule, ruleOn } from '../../access/access-rule.ts';
import { type CatalogueEntry, catalogueEntry, isRecordType, type SharingClass } from '../../expansion/record-type.ts';
import type { Problem } from '../problem.ts';
import { type LinkedSubgraph, objectTypes } from '../subgraph-source.ts';

/** What each sharing class asks of the directives on the type. */
const CLASS_RULES: Readonly<
  Record<SharingClass, { readonly fits: (rule: AccessRule | undefined) => boolean; readonly remedy: string }>
> = {
  PUBLIC: {
    fits: (rule) => rule === undefined,
    remedy: 'Remove the access directive, or state the class that it means.',
  },
  UNCONDITIONAL: { fits: (rule) => rule?.authenticated === true, remedy: 'Add @authenticated to the type.' },
  CONDITIONAL: {
    fits: (rule) => (rule?.scopes.length ?? 0) > 0,
    remedy: 'Add @requiresScopes(scopes: [["<item>:read"]]) to the type.',
  },
  AUTHORIZED: {
    fits: (rule) => rule?.policies.some((all) => all.includes('subject-consent')) ?? false,
    remedy: 'Add @policy(policies: [["subject-consent"]]) to the type.',
  },
  CLOSED: { fits: () => false, remedy: 'Take the type out of the schema: what is not shared stays out of the graph.' },
};

/** Record types carry `@catalogue`, and their directives say the same as its class. */
export function checkCatalogue(subgraph: LinkedSubgraph, denied: readonly string[]): Problem[] {
  return objectTypes(subgraph).flatMap((type) => {
    const name = subgraph.creditNames.catalogue;
    const entry = name === undefined ? undefined : catalogueEntry(type, name);
    if (entry !== undefined)
      return [...checkClass(subgraph, type, entry), ...checkDenied(subgraph, type, entry, denied)];
    return isRecordType(type) ? [missing(subgraph, type)] : [];
  });
}

/** One code stands for one item in the whole catalogue. */
export function checkCatalogueCodes(subgraphs: readonly LinkedSubgraph[]): Problem[] {
  const owners = new Map<string, string>();
  const problems: Problem[] = [];
  for (const subgraph of subgraphs) {
    for (const type of objectTypes(subgraph)) {
      const code = catalogueEntry(type, subgraph.creditNames.catalogue ?? 'catalogue')?.code;
      if (code === undefined) continue;
      const owner = owners.get(code);
      const coordinate = type.name.value;
      if (owner === undefined) owners.set(code, `${coordinate} in ${subgraph.name}`);
      else {
        problems.push({
          coordinate,
          subgraph: subgraph.name,
          text: `Its catalogue code "${code}" is already that of ${owner}.`,
          remedy: 'Give it a code of its own.',
        });
      }
    }
  }
  return problems;
}

function checkClass(subgraph: LinkedSubgraph, type: ObjectTypeDefinitionNode, entry: CatalogueEntry): Problem[] {
  const { fits, remedy } = CLASS_RULES[entry.class];
  if (fits(ruleOn(type, subgraph.accessNames))) return [];
  const text = `Its catalogue class is ${entry.class}, but its directives say otherwise.`;
  return [{ coordinate: type.name.value, subgraph: subgraph.name, text, remedy }];
}

function checkDenied(
  subgraph: LinkedSubgraph,
  type: ObjectTypeDefinitionNode,
  entry: CatalogueEntry,
  denied: readonly string[],
): Problem[] {
  const texts: [string, string][] = [
    [type.name.value, `${entry.title} ${type.description?.value ?? ''}`],
    ...(type.fields ?? []).map((field): [string, string] => [
      `${type.name.value}.${field.name.value}`,
      field.description?.value ?? '',
    ]),
  ];
  return texts.flatMap(([coordinate, text]) =>
    denied
      .filter((word) => text.includes(word))
      .map((word) => ({
        coordinate,
        subgraph: subgraph.name,
        text: `It speaks of "${word}", which the catalogue may not hold.`,
        remedy: 'Take it out; see the deny-list in seeds/reference for the rule.',
      })),
  );
}

function missing(subgraph: LinkedSubgraph, type: ObjectTypeDefinitionNode): Problem {
  return {
    coordinate: type.name.value,
    subgraph: subgraph.name,
    text: 'It is a record type without @catalogue.',
    remedy: 'Add @catalogue(code:, title:, basis:, class:) and the directive of its class.',
  };
}
