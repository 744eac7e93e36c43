import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DefinitionNode, type InterfaceTypeDefinitionNode, Kind, parse } from 'graphql';
import { packageRoot } from '../package-root.ts';

/** The shared definitions of `schema/standards`, by name; directives carry their `@`. */
export type Standards = ReadonlyMap<string, DefinitionNode>;

let loaded: Standards | undefined;

/** Reads `schema/standards/*.graphql` once. */
export function standards(): Standards {
  loaded ??= readStandards(join(packageRoot, 'schema', 'standards'));
  return loaded;
}

/** The interface of that name, if the standards define one. */
export function standardInterface(all: Standards, name: string): InterfaceTypeDefinitionNode | undefined {
  const node = all.get(name);
  return node?.kind === Kind.INTERFACE_TYPE_DEFINITION ? node : undefined;
}

function readStandards(folder: string): Standards {
  const definitions = new Map<string, DefinitionNode>();
  for (const file of readdirSync(folder).sort()) {
    for (const node of parse(readFileSync(join(folder, file), 'utf8'), { noLocation: true }).definitions) {
      if ('name' in node && node.name !== undefined) {
        definitions.set(node.kind === Kind.DIRECTIVE_DEFINITION ? `@${node.name.value}` : node.name.value, node);
      }
    }
  }
  return definitions;
}
