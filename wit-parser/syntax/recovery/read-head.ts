import type { Faults } from '../faults.js';
import { reportAttributesOnPackage } from '../grammar/package-faults.js';
import type { Rule } from '../grammar/grammar-base.js';
import type { WitGrammar } from '../grammar/wit-grammar.js';
import type { Layout } from '../layout/layout.js';
import type { Attribute, Name, PackageNameNode } from '../tree.js';

type OpenHead =
  | { readonly kind: 'interface' | 'world' | 'resource' | 'import' | 'export'; readonly name: Name }
  | { readonly kind: 'nested-package'; readonly name: PackageNameNode };

/** What stands before the items of a braced item. For an import or export, `name` is that of its inline interface. */
export type Head = OpenHead & { readonly start: number; readonly attributes: readonly Attribute[] };

/** Reads heads with the rules of the grammar, one by one: it reads braced items as a whole only. */
export class HeadReader {
  private readonly layout: Layout;
  private readonly grammar: WitGrammar;
  private readonly faults: Faults;
  private at = 0;

  constructor(layout: Layout, grammar: WitGrammar, faults: Faults) {
    this.layout = layout;
    this.grammar = grammar;
    this.faults = faults;
  }

  /**
   * The correct head that starts at `start`, and the index behind its `{`; null where there is none, and then it has
   * reported nothing.
   */
  read(start: number): { head: Head; next: number } | null {
    const known = this.faults.count;
    this.at = start;
    const attributes = this.parse(this.grammar.attributes);
    const open = attributes === null ? null : this.openHead(attributes);
    if (open === null || attributes === null || !this.take('{')) {
      this.faults.truncate(known);
      return null;
    }
    return { head: { ...open, start: this.layout.table.startAt(start), attributes }, next: this.at };
  }

  private openHead(attributes: readonly Attribute[]): OpenHead | null {
    const keyword = this.at;
    const kind = this.layout.kind(keyword);
    this.at += 1;
    if (kind === 'package') {
      const { table } = this.layout;
      reportAttributesOnPackage(this.faults, attributes, table.startAt(keyword), table.endAt(keyword));
      const name = this.parse(this.grammar.packageName);
      return name === null ? null : { kind: 'nested-package', name };
    }
    if (kind === 'interface' || kind === 'world' || kind === 'resource') {
      const name = this.parse(this.grammar.name);
      return name === null ? null : { kind, name };
    }
    if (kind !== 'import' && kind !== 'export') return null;
    const name = this.parse(this.grammar.name);
    return name !== null && this.take(':') && this.take('interface') ? { kind, name } : null;
  }

  private parse<T>(rule: Rule<T>): T | null {
    const result = this.grammar.run(rule, this.at, this.layout.count);
    if (!('value' in result)) return null;
    this.at = result.next;
    return result.value;
  }

  private take(kind: '{' | ':' | 'interface'): boolean {
    const isThere = this.layout.kind(this.at) === kind;
    this.at += isThere ? 1 : 0;
    return isThere;
  }
}
