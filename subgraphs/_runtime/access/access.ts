import { LRUCache } from 'lru-cache';
import type { Passport } from '../../../schema/access/passport.ts';
import { bestSight, type Rights } from '../../../schema/access/sight.ts';
import type { Subgraph } from '../subgraph.ts';
import type { GuardedType } from './guarded-type.ts';
import { TypeAccess } from './type-access.ts';

/** Callers of different rights that a department remembers; who was not seen for longest goes. */
const MAX_CALLERS = 1_000;

/** What one caller may see of one department: the department asks it again, whatever the gateway has let through. */
export interface Access {
  /** Of objects of the type. */
  of(typeName: string): TypeAccess;
  /** Whether the field, under its type's rule too, is open to the caller for any row at all. */
  mayRead(typeName: string, fieldName: string): boolean;
}

/** The caller's access, worked out once for equal rights. */
export function accessFor(subgraph: Subgraph, passport: Passport): Access {
  return (books.get(subgraph) ?? newBook(subgraph)).accessFor(passport);
}

function newBook(subgraph: Subgraph): AccessBook {
  const book = new AccessBook(subgraph);
  books.set(subgraph, book);
  return book;
}

const books = new WeakMap<Subgraph, AccessBook>();

/** What a department remembers of its callers. */
class AccessBook {
  readonly #subgraph: Subgraph;
  readonly #known = new LRUCache<string, Access>({ max: MAX_CALLERS });
  /** Nearly everybody is the public. */
  #last: { readonly rightsKey: string; readonly access: Access } | undefined;

  constructor(subgraph: Subgraph) {
    this.#subgraph = subgraph;
  }

  accessFor({ rightsKey, rights }: Passport): Access {
    if (this.#last?.rightsKey === rightsKey) return this.#last.access;
    const access = this.#known.get(rightsKey) ?? new CallerAccess(this.#subgraph, rights);
    this.#known.set(rightsKey, access);
    this.#last = { rightsKey, access };
    return access;
  }
}

class CallerAccess implements Access {
  readonly #subgraph: Subgraph;
  readonly #rights: Rights;
  readonly #types = new Map<string, TypeAccess>();

  constructor(subgraph: Subgraph, rights: Rights) {
    this.#subgraph = subgraph;
    this.#rights = rights;
  }

  of(typeName: string): TypeAccess {
    const known = this.#types.get(typeName);
    if (known !== undefined) return known;
    const access = new TypeAccess(this.#typeNamed(typeName), this.#rights);
    this.#types.set(typeName, access);
    return access;
  }

  mayRead(typeName: string, fieldName: string): boolean {
    const { rule: typeRule, item, fields } = this.#typeNamed(typeName);
    const rule = fields.find(({ name }) => name === fieldName)?.rule;
    return [typeRule, rule].every((one) => bestSight({ rule: one, item }, this.#rights) !== 'denied');
  }

  #typeNamed(name: string): GuardedType {
    const type = this.#subgraph.guards.get(name);
    if (type === undefined) throw new Error(`${this.#subgraph.department.code} defines no object type ${name}.`);
    return type;
  }
}
