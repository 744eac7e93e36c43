import { type ASTNode, Kind } from 'graphql';

/** Coordinate of a type, field, argument or input field, from the ancestors that a visitor is given. */
export function coordinateAt(node: ASTNode, ancestors: readonly (ASTNode | readonly ASTNode[])[]): string {
  const names = [...ancestors, node].flatMap((ancestor) => ('kind' in ancestor ? nameOf(ancestor) : []));
  const [type = '', field, argument] = names;
  if (field === undefined) return type;
  return argument === undefined ? `${type}.${field}` : `${type}.${field}(${argument}:)`;
}

function nameOf(node: ASTNode): string[] {
  if (node.kind === Kind.DIRECTIVE_DEFINITION) return [`@${node.name.value}`];
  return 'name' in node && node.name?.kind === Kind.NAME ? [node.name.value] : [];
}
