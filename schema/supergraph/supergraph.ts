import { type DocumentNode, Kind, parse } from 'graphql';
import { type AccessRules, readAccessRules, supergraphAccessNames } from '../access/access-rule.ts';
import { withoutDerivedRules } from '../access/derived-interface-rules.ts';
import { allFields, argumentsOf, directiveOn, isObject } from '../ast.ts';
import { type Link, localName, readLinks } from '../composition/links.ts';
import { HubError } from '../errors.ts';
import { type DepartmentNote, departmentNotes } from '../expansion/department-note.ts';
import { type CatalogueEntry, catalogueEntry } from '../expansion/record-type.ts';
import { SPECS } from '../specs.ts';

/** A supergraph as the hub reads it: the document, and the rules that it states. */
export interface Supergraph {
  readonly document: DocumentNode;
  readonly links: readonly Link[];
  /** As the departments state them; what composition derives for interfaces is left out. */
  readonly rules: AccessRules;
  /** Catalogue entries by record type. */
  readonly catalogue: ReadonlyMap<string, CatalogueEntry>;
  /** Mask rule by field coordinate. */
  readonly masks: ReadonlyMap<string, string>;
  /** What departments say of themselves, by name of the subgraph. */
  readonly departments: ReadonlyMap<string, DepartmentNote>;
  /** Subgraphs by name, with the address that the supergraph gives. */
  readonly subgraphs: ReadonlyMap<string, string>;
}

/**
 * Reads a Federation 2 supergraph. This is the only place where rules are read; `withoutAccessFeatures` takes them out
 * for the planner afterwards.
 *
 * @throws HubError SUPERGRAPH_INVALID when the text is not a supergraph.
 */
export function readSupergraph(sdl: string): Supergraph {
  const document = parseSupergraph(sdl);
  const links = readLinks(document);
  if (!links.some((link) => link.identity === SPECS.join)) {
    throw invalid('it does not link the join specification; is it a subgraph, or Federation 1?');
  }
  return {
    document,
    links,
    rules: withoutDerivedRules(document, readAccessRules(document, supergraphAccessNames(links))),
    catalogue: readCatalogue(document, localName(links, SPECS.credit, 'catalogue')),
    masks: readMasks(document, localName(links, SPECS.credit, 'mask')),
    departments: new Map(departmentNotes(document).map((note) => [note.code, note])),
    subgraphs: readSubgraphs(document),
  };
}

function parseSupergraph(sdl: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true });
  } catch (cause) {
    throw invalid('it is not valid SDL.', cause);
  }
}

function readCatalogue(document: DocumentNode, name: string | undefined): Map<string, CatalogueEntry> {
  const entries = new Map<string, CatalogueEntry>();
  for (const node of document.definitions) {
    if (name === undefined || !isObject(node) || node.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const entry = catalogueEntry(node, name);
    if (entry !== undefined) entries.set(node.name.value, entry);
  }
  return entries;
}

function readMasks(document: DocumentNode, name: string | undefined): Map<string, string> {
  const masks = new Map<string, string>();
  for (const { type, field } of allFields(document)) {
    const mask = name === undefined ? undefined : directiveOn(field, name);
    if (mask !== undefined) masks.set(`${type.name.value}.${field.name.value}`, String(argumentsOf(mask).rule));
  }
  return masks;
}

/** `enum join__Graph { MARKET @join__graph(name: "market", url: "…") }`. */
function readSubgraphs(document: DocumentNode): Map<string, string> {
  const values = document.definitions.flatMap((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph' ? (node.values ?? []) : [],
  );
  return new Map(
    values.map((value) => {
      const { name, url } = argumentsOf(directiveOn(value, 'join__graph') ?? missingGraph());
      return [String(name), String(url)];
    }),
  );
}

function missingGraph(): never {
  throw invalid('a value of join__Graph has no @join__graph.');
}

function invalid(problem: string, cause?: unknown): HubError {
  return new HubError('SUPERGRAPH_INVALID', { cause, details: { problem } });
}
