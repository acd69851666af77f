import type { Layout } from '../layout/layout.js';
import type { TokenKind } from '../tree.js';

type Role = 'interface' | 'world';

/** What the rest of a file takes its names for: `include w;` says that `w` is a world, `use i.{t};` that `i` is an interface. */
export class NameRoles {
  private readonly layout: Layout;
  private roles: ReadonlyMap<string, Role | null> | null = null;

  constructor(layout: Layout) {
    this.layout = layout;
  }

  /** The role of `name`; null where nothing uses it, or some take it for the one and some for the other. */
  of(name: string): Role | null {
    this.roles ??= this.read();
    return this.roles.get(name) ?? null;
  }

  /** In one pass, as a file may have many broken heads. */
  private read(): ReadonlyMap<string, Role | null> {
    const { layout } = this;
    const roles = new Map<string, Role | null>();
    for (let index = 1; index < layout.count; index += 1) {
      const role = layout.isId(index) ? this.roleAt(index) : null;
      if (role === null) continue;
      const name = layout.table.textAt(index).replace('%', '');
      roles.set(name, roles.has(name) && roles.get(name) !== role ? null : role);
    }
    return roles;
  }

  /** What the name at `index` is there, at the end of a path in an item that is only right with one of the two. */
  private roleAt(index: number): Role | null {
    const { layout } = this;
    const isQualified = layout.kind(index - 1) === '/' && layout.kind(index - 3) === ':';
    const keyword = layout.kind(isQualified ? index - 5 : index - 1);
    const next = layout.kind(index + 1);
    if (keyword === 'include') return 'world';
    if (keyword === 'use' && (next === '.' || (isQualified && next === '@'))) return 'interface';
    return isExtern(keyword) && (next === ';' || (isQualified && next === '@')) ? 'interface' : null;
  }
}

function isExtern(keyword: TokenKind): boolean {
  return keyword === 'import' || keyword === 'export';
}
