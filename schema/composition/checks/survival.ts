import { type ConstDirectiveNode, type DocumentNode, Kind, print, visit } from 'graphql';
import { type AccessRules, ruleText } from '../../access/access-rule.ts';
import { directiveOn, isInterface, type WithDirectives } from '../../ast.ts';
import { CREDIT_DIRECTIVES, SPECS } from '../../specs.ts';
import { localName, readLinks } from '../links.ts';
import type { Problem } from '../problem.ts';
import { federationName, fieldsOf, type LinkedSubgraph } from '../subgraph-source.ts';

/**
 * What each department's SDL says stands in the supergraph exactly: access rules, catalogue entries, masks and filter
 * notes. Whatever composition lost, weakened or merged with somebody else's word is refused.
 */
export function checkSurvival(
  subgraphs: readonly LinkedSubgraph[],
  supergraph: DocumentNode,
  supergraphRules: AccessRules,
): Problem[] {
  return [...checkRules(subgraphs, supergraphRules), ...checkCredit(subgraphs, supergraph)];
}

function checkRules(subgraphs: readonly LinkedSubgraph[], composed: AccessRules): Problem[] {
  return subgraphs.flatMap((subgraph) => {
    // Composition derives the rule of an interface field from the implementations; it is no department's own word.
    const derived = new Set(
      subgraph.document.definitions
        .filter(isInterface)
        .flatMap((type) => [
          type.name.value,
          ...(type.fields ?? []).map((field) => `${type.name.value}.${field.name.value}`),
        ]),
    );
    const stated = [...subgraph.rules].flatMap(([coordinate, rule]): Problem[] => {
      if (derived.has(coordinate) || ruleText(composed.get(coordinate)) === ruleText(rule)) return [];
      const text = `Its rule is ${ruleText(rule)}, but composed it would be ${ruleText(composed.get(coordinate))}.`;
      const remedy = 'Let every subgraph that names the field state the same rule, or only one of them name it.';
      return [{ coordinate, subgraph: subgraph.name, text, remedy }];
    });
    return [...stated, ...checkUnstated(subgraph, composed, derived)];
  });
}

/** What another subgraph protects, and what this one would give out to anybody: a field, or every value of a scalar or enum. */
function checkUnstated(subgraph: LinkedSubgraph, composed: AccessRules, derived: ReadonlySet<string>): Problem[] {
  const resolved = fieldsOf(subgraph)
    .filter(({ field }) => directiveOn(field, federationName(subgraph, 'external')) === undefined)
    .map(({ coordinate }) => coordinate);
  return [...resolved, ...leafTypes(subgraph)]
    .filter((coordinate) => composed.has(coordinate) && !subgraph.rules.has(coordinate) && !derived.has(coordinate))
    .map((coordinate) => ({
      coordinate,
      subgraph: subgraph.name,
      text: `Another subgraph protects it (${ruleText(composed.get(coordinate))}), this one resolves it without a rule.`,
      remedy: 'State the same rule here, or do not resolve it here.',
    }));
}

function leafTypes({ document }: LinkedSubgraph): string[] {
  return document.definitions.flatMap((node) =>
    node.kind === Kind.SCALAR_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_DEFINITION ? [node.name.value] : [],
  );
}

function checkCredit(subgraphs: readonly LinkedSubgraph[], supergraph: DocumentNode): Problem[] {
  const links = readLinks(supergraph);
  const composed = usesOf(supergraph, (name) => localName(links, SPECS.credit, name));
  return subgraphs.flatMap((subgraph) => {
    const stated = usesOf(subgraph.document, (name) => subgraph.creditNames[name]);
    return [...stated]
      .filter(([key, text]) => composed.get(key) !== text)
      .map(([key]) => {
        const [directive, coordinate = ''] = key.split(' ');
        return {
          coordinate,
          subgraph: subgraph.name,
          text: `Its ${directive} did not survive composition as written.`,
          remedy: 'Another subgraph states it differently for the same element; let both say the same.',
        };
      });
  });
}

/** Uses of the project's directives: `@name Coordinate` → arguments. */
function usesOf(
  document: DocumentNode,
  nameIn: (directive: (typeof CREDIT_DIRECTIVES)[number]) => string | undefined,
): Map<string, string> {
  const uses = new Map<string, string>();
  const path: string[] = [];
  visit(document, {
    enter(node) {
      if ('name' in node && node.name && 'directives' in node) {
        path.push(node.name.value);
        collect(node as WithDirectives, path.join('.'));
      }
    },
    leave(node) {
      if ('name' in node && node.name && 'directives' in node) path.pop();
    },
  });
  return uses;

  function collect(node: WithDirectives, coordinate: string): void {
    for (const directive of CREDIT_DIRECTIVES) {
      const name = nameIn(directive);
      const use = name === undefined ? undefined : directiveOn(node, name);
      if (use !== undefined) uses.set(`@${directive} ${coordinate}`, argumentsText(use));
    }
  }
}

function argumentsText(directive: ConstDirectiveNode): string {
  return (directive.arguments ?? []).map(print).sort().join(', ');
}
