import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';
import { argumentsOf } from '../ast.ts';
import { localName, readLinks } from '../composition/links.ts';
import { SPECS } from '../specs.ts';

/** What a gateway needs to know of a department beside its types. */
export interface DepartmentNote {
  /** Name of the subgraph. */
  readonly code: string;
  /** Name that callers are told. */
  readonly name: string;
  /** Longest wait for its answer, in milliseconds. */
  readonly timeoutMs: number;
}

/** The subgraph with the note on its schema; unchanged where it does not link the project's directives. */
export function withDepartmentNote(document: DocumentNode, note: DepartmentNote): DocumentNode {
  const name = localName(readLinks(document), SPECS.credit, 'department');
  if (name === undefined) return document;
  const directive: ConstDirectiveNode = {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments: [
      { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'code' }, value: { kind: Kind.STRING, value: note.code } },
      { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'name' }, value: { kind: Kind.STRING, value: note.name } },
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'timeoutMs' },
        value: { kind: Kind.INT, value: String(note.timeoutMs) },
      },
    ],
  };
  return {
    ...document,
    definitions: [...document.definitions, { kind: Kind.SCHEMA_EXTENSION, directives: [directive] }],
  };
}

/** Every note in a subgraph or supergraph. */
export function departmentNotes(document: DocumentNode): readonly DepartmentNote[] {
  const name = localName(readLinks(document), SPECS.credit, 'department');
  if (name === undefined) return [];
  return document.definitions
    .filter((node) => node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION)
    .flatMap((node) => node.directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map(argumentsOf)
    .map((args) => ({ code: String(args.code), name: String(args.name), timeoutMs: Number(args.timeoutMs) }));
}
