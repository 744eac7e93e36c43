import { type DocumentNode, Kind } from 'graphql';
import { argumentsOf } from '../ast.ts';

/** One `@link` of a schema: which specification, and by which local names its elements go. */
export interface Link {
  /** Specification URL without its version. */
  readonly identity: string;
  readonly url: string;
  /** Namespace of elements that are not imported by name. */
  readonly namespace: string;
  /** Imported elements, without `@`: name in the specification → name in this document. */
  readonly imports: ReadonlyMap<string, string>;
  /** Purpose of a feature in a supergraph (SECURITY or EXECUTION). */
  readonly purpose: string | undefined;
}

/** Reads the `@link`s of a subgraph or supergraph document (https://specs.apollo.dev/link/v1.0). */
export function readLinks(document: DocumentNode): Link[] {
  return document.definitions
    .filter((node) => node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION)
    .flatMap((node) => node.directives ?? [])
    .map(argumentsOf)
    .filter((args): args is { url: string } & Record<string, unknown> => typeof args.url === 'string')
    .map(toLink);
}

/**
 * Local name of a directive of a specification, or undefined where the document does not link it. An element that is not
 * imported by name goes by `namespace__name`; a feature whose only directive has its own name goes by the namespace.
 */
export function localName(links: readonly Link[], identity: string, directive: string): string | undefined {
  const link = links.find((candidate) => candidate.identity === identity);
  if (link === undefined) return undefined;
  const imported = link.imports.get(directive);
  if (imported !== undefined) return imported;
  return identity.endsWith(`/${directive}`) ? link.namespace : `${link.namespace}__${directive}`;
}

function toLink(args: { url: string } & Record<string, unknown>): Link {
  const identity = args.url.replace(/\/v\d+\.\d+\/?$/, '');
  const name = identity.slice(identity.lastIndexOf('/') + 1);
  return {
    identity,
    url: args.url,
    namespace: typeof args.as === 'string' ? args.as : name,
    imports: new Map(readImports(args.import)),
    purpose: typeof args.for === 'string' ? args.for : undefined,
  };
}

function readImports(value: unknown): [string, string][] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown): [string, string][] => {
    if (typeof entry === 'string') return [[bare(entry), bare(entry)]];
    const { name, as } = (entry ?? {}) as { name?: unknown; as?: unknown };
    if (typeof name !== 'string') return [];
    return [[bare(name), typeof as === 'string' ? bare(as) : bare(name)]];
  });
}

function bare(name: string): string {
  return name.startsWith('@') ? name.slice(1) : name;
}
