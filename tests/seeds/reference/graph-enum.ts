import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import { packageRoot } from '../../../schema/package-root.ts';

/** Values of an enum in one of the files of `schema/standards`, in their order. */
export function graphEnum(file: string, name: string): string[] {
  const document = parse(readFileSync(join(packageRoot, 'schema', 'standards', file), 'utf8'));
  for (const definition of document.definitions) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === name) {
      return (definition.values ?? []).map((value) => value.name.value);
    }
  }
  throw new Error(`schema/standards/${file} has no enum ${name}.`);
}
