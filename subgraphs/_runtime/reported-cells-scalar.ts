import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** Most columns of one row, and most characters of one cell. */
const MAX_COLUMNS = 512;
const MAX_CELL = 65_536;

/** One reported row: an object of texts and numbers by heading. It only comes in. */
export const reportedCells = new GraphQLScalarType<Readonly<Record<string, string>>>({
  name: 'ReportedCells',
  serialize: () => {
    throw new GraphQLError('Rows are reported, and never given out.');
  },
  parseValue: cellsOf,
  parseLiteral: (node) => cellsOf(plainValue(node)),
});

function cellsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed();
  const cells = Object.entries(value);
  if (cells.length > MAX_COLUMNS) throw malformed();
  return Object.fromEntries(cells.map(([heading, cell]) => [heading, cellText(cell)]));
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number' && Number.isFinite(cell)) return String(cell);
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  if (typeof cell === 'string' && cell.length <= MAX_CELL) return cell;
  throw malformed();
}

/** The value is not repeated: it may be anything of a person. */
function malformed(): GraphQLError {
  const form = `an object of texts and numbers by heading: at most ${MAX_COLUMNS} of them, of ${MAX_CELL} characters each`;
  return new GraphQLError(`A row must be ${form}.`, { extensions: { code: 'BAD_USER_INPUT' } });
}

function plainValue(node: ValueNode): unknown {
  switch (node.kind) {
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, plainValue(value)]));
    case Kind.INT:
    case Kind.FLOAT:
    case Kind.STRING:
    case Kind.BOOLEAN:
      return node.value; // a code of many digits is no number that a computer can hold
    case Kind.NULL:
      return null;
    default:
      return undefined;
  }
}
