import { syntaxMessages } from '../messages.js';
import type {
  Attribute,
  ExternDecl,
  ExternInterface,
  ExternItem,
  FileItem,
  Id,
  IncludeDecl,
  InterfaceDecl,
  InterfaceItem,
  PackageDecl,
  RenamedName,
  Signature,
  TopLevelUse,
  UseDecl,
  UsePath,
  WorldDecl,
  WorldItemNode,
  Name,
  NestedPackage,
} from '../tree.js';
import { localPath } from './attribute-grammar.js';
import type { Rule } from './grammar-base.js';
import { ItemGrammar } from './item-grammar.js';
import { reportAttributesOnPackage } from './package-faults.js';
import { terminal } from './terminals.js';

/** wasm-tools has the same limit. The resolver allows one level. */
export const MAX_PACKAGE_DEPTH = 100;

const COLON = terminal(':');
const SEMICOLON = terminal(';');
const LEFT_BRACE = terminal('{');
const RIGHT_BRACE = terminal('}');
const AS = terminal('as');

type Attributes = readonly Attribute[];
const NONE: Attributes = [];

/** The whole grammar: `use`, interfaces, worlds, packages and files. */
export class WitGrammar extends ItemGrammar {
  constructor(validate = false) {
    super(validate);
    this.performSelfAnalysis();
  }

  /** `a` or `a as b` */
  private readonly usedName = this.RULE('usedName', (): RenamedName => {
    const name = this.SUBRULE(this.name);
    let alias: Id | null = null;
    this.OPTION(() => {
      this.CONSUME(AS);
      alias = this.SUBRULE2(this.name);
    });
    return { kind: 'renamed-name', start: name.start, end: this.lastEnd(), name, alias };
  });

  readonly use = this.RULE('use', (attributes = NONE, start = 0): UseDecl => {
    this.CONSUME(terminal('use'));
    const path = this.SUBRULE(this.usePath);
    const names: RenamedName[] = [];
    const build = (end: number): UseDecl => ({ kind: 'use', start, end, attributes, path, names });
    this.draft = build;
    this.CONSUME(terminal('.'));
    this.CONSUME(LEFT_BRACE);
    this.commaList(() => names.push(this.SUBRULE(this.usedName)));
    this.CONSUME(RIGHT_BRACE);
    this.CONSUME(SEMICOLON);
    return build(this.lastEnd());
  });

  readonly interfaceItem = this.RULE('interfaceItem', (): InterfaceItem => {
    const start = this.nextStart();
    const attributes = this.SUBRULE(this.attributes);
    return this.OR([
      { ALT: () => this.SUBRULE(this.funcItem, { ARGS: [attributes, start] }) },
      { ALT: () => this.SUBRULE(this.typeItem, { ARGS: [attributes, start] }) },
      { ALT: () => this.SUBRULE(this.use, { ARGS: [attributes, start] }) },
    ]);
  });

  private readonly interfaceBody = this.RULE('interfaceBody', (): readonly InterfaceItem[] => {
    const items: InterfaceItem[] = [];
    this.CONSUME(LEFT_BRACE);
    this.MANY(() => {
      this.ACTION(() => this.checkCancelled());
      items.push(this.SUBRULE(this.interfaceItem));
    });
    this.CONSUME(RIGHT_BRACE);
    return items;
  });

  readonly interface = this.RULE('interface', (attributes = NONE, start = 0): InterfaceDecl => {
    this.CONSUME(terminal('interface'));
    const name = this.SUBRULE(this.name);
    const items = this.SUBRULE(this.interfaceBody);
    return { kind: 'interface', start, end: this.lastEnd(), attributes, name, items };
  });

  /** `a as b` */
  private readonly renaming = this.RULE('renaming', (): RenamedName => {
    const name = this.SUBRULE(this.name);
    this.CONSUME(AS);
    const alias = this.SUBRULE2(this.name);
    return { kind: 'renamed-name', start: name.start, end: alias.end, name, alias };
  });

  /** `include w;`, or `include w with { a as b }`, which no semicolon follows */
  readonly include = this.RULE('include', (attributes = NONE, start = 0): IncludeDecl => {
    this.CONSUME(terminal('include'));
    const path = this.SUBRULE(this.usePath);
    const renamings: RenamedName[] = [];
    const build = (end: number): IncludeDecl => ({
      kind: 'include',
      start,
      end,
      attributes,
      path,
      with: renamings,
    });
    this.draft = build;
    this.OR([
      { ALT: () => this.CONSUME(SEMICOLON) },
      {
        ALT: () => {
          this.CONSUME(terminal('with'));
          this.CONSUME(LEFT_BRACE);
          this.commaList(() => renamings.push(this.SUBRULE(this.renaming)));
          this.CONSUME(RIGHT_BRACE);
        },
      },
    ]);
    return build(this.lastEnd());
  });

  private readonly externKeyword = this.RULE('externKeyword', () =>
    this.OR([
      { ALT: () => (this.CONSUME(terminal('import')), 'import' as const) },
      { ALT: () => (this.CONSUME(terminal('export')), 'export' as const) },
    ]),
  );

  readonly extern = this.RULE('extern', (attributes = NONE, start = 0): ExternDecl => {
    let item: ExternItem | null = null;
    const kind = this.SUBRULE(this.externKeyword);
    const build = (end: number): ExternDecl => {
      return { kind, start, end, attributes, item: item ?? this.missing(end) };
    };
    this.draft = build;
    item = this.SUBRULE(this.externItem);
    // An inline interface ends with its brace.
    if (item.kind !== 'extern-interface') this.CONSUME(SEMICOLON);
    return build(this.lastEnd());
  });

  private readonly externItem = this.RULE('externItem', (): ExternItem => {
    const name = this.SUBRULE(this.name);
    let item: ExternItem | null = null;
    this.OPTION(() => {
      this.CONSUME(COLON);
      item = this.OR([
        { ALT: () => this.SUBRULE(this.externInterface, { ARGS: [name] }) },
        {
          GATE: () => !this.isNameAhead() || this.isAccessorAhead(),
          ALT: (): ExternItem => {
            const signature: Signature = this.SUBRULE(this.signature);
            return { kind: 'extern-func', start: name.start, end: this.lastEnd(), name, signature };
          },
        },
        { ALT: () => this.SUBRULE(this.externTarget, { ARGS: [name] }) },
      ]);
    });
    return this.ACTION(() => item ?? this.externPath(null, localPath(name)));
  });

  private readonly externInterface = this.RULE('externInterface', (name?: Name): ExternInterface => {
    this.CONSUME(terminal('interface'));
    const items = this.SUBRULE(this.interfaceBody);
    const label = name ?? this.missing(0);
    return { kind: 'extern-interface', start: label.start, end: this.lastEnd(), name: label, items };
  });

  /** What follows `first:` — `pkg/iface`, where `first` is a namespace, or a path, where it is a label */
  private readonly externTarget = this.RULE('externTarget', (first?: Id): ExternItem => {
    const second = this.SUBRULE(this.name);
    let item: ExternItem | null = null;
    this.OR([
      {
        ALT: () => {
          const last = this.SUBRULE(this.slashName);
          item = this.ACTION(() =>
            this.externPath(null, this.packagePath(first === undefined ? [] : [first, second], last)),
          );
        },
      },
      {
        ALT: () => {
          const parts = [second];
          this.AT_LEAST_ONE(() => {
            this.CONSUME(COLON);
            parts.push(this.SUBRULE2(this.name));
          });
          const last = this.SUBRULE2(this.slashName);
          item = this.ACTION(() => this.externPath(first ?? null, this.packagePath(parts, last)));
        },
      },
      { ALT: () => {} },
    ]);
    return this.ACTION(() => item ?? this.externPath(first ?? null, localPath(second)));
  });

  private externPath(label: Id | null, path: UsePath): ExternItem {
    return { kind: 'extern-path', start: label?.start ?? path.start, end: path.end, label, path };
  }

  readonly worldItem = this.RULE('worldItem', (): WorldItemNode => {
    const start = this.nextStart();
    const attributes = this.SUBRULE(this.attributes);
    return this.OR([
      { ALT: () => this.SUBRULE(this.extern, { ARGS: [attributes, start] }) },
      { ALT: () => this.SUBRULE(this.typeItem, { ARGS: [attributes, start] }) },
      { ALT: () => this.SUBRULE(this.use, { ARGS: [attributes, start] }) },
      { ALT: () => this.SUBRULE(this.include, { ARGS: [attributes, start] }) },
    ]);
  });

  readonly world = this.RULE('world', (attributes = NONE, start = 0): WorldDecl => {
    this.CONSUME(terminal('world'));
    const name = this.SUBRULE(this.name);
    const items: WorldItemNode[] = [];
    this.CONSUME(LEFT_BRACE);
    this.MANY(() => {
      this.ACTION(() => this.checkCancelled());
      items.push(this.SUBRULE(this.worldItem));
    });
    this.CONSUME(RIGHT_BRACE);
    return { kind: 'world', start, end: this.lastEnd(), attributes, name, items };
  });

  readonly topLevelUse = this.RULE('topLevelUse', (attributes = NONE, start = 0): TopLevelUse => {
    this.CONSUME(terminal('use'));
    const path = this.SUBRULE(this.usePath);
    let alias: Id | null = null;
    const build = (end: number): TopLevelUse => ({
      kind: 'top-level-use',
      start,
      end,
      attributes,
      path,
      alias,
    });
    this.draft = build;
    this.OPTION(() => {
      this.CONSUME(AS);
      alias = this.SUBRULE(this.name);
    });
    this.CONSUME(SEMICOLON);
    return build(this.lastEnd());
  });

  /** `package ns:pkg;`, which only the first item of a file may be, or `package ns:pkg { … }` */
  readonly package = this.RULE(
    'package',
    (attributes = NONE, start = 0, isFirst = true): PackageDecl | NestedPackage => {
      const keywordStart = this.nextStart();
      this.ACTION(() => {
        if (this.packageDepth >= MAX_PACKAGE_DEPTH) this.giveUp('package-nesting');
      });
      this.CONSUME(terminal('package'));
      this.ACTION(() => {
        if (this.faults === null) return;
        reportAttributesOnPackage(this.faults, attributes, keywordStart, this.lastEnd());
      });
      const name = this.SUBRULE(this.packageName);
      return this.OR([
        {
          ALT: (): PackageDecl => {
            this.CONSUME(SEMICOLON);
            const end = this.lastEnd();
            this.ACTION(() => {
              if (!isFirst) this.report(syntaxMessages.misplacedPackage, keywordStart, end, {});
            });
            return { kind: 'package-decl', start, end, attributes, name };
          },
        },
        {
          ALT: (): NestedPackage => {
            this.CONSUME(LEFT_BRACE);
            this.packageDepth += 1;
            const items = this.SUBRULE(this.fileItems);
            this.packageDepth -= 1;
            this.CONSUME(RIGHT_BRACE);
            return { kind: 'nested-package', start, end: this.lastEnd(), attributes, name, items };
          },
        },
      ]);
    },
  );

  readonly fileItem = this.RULE('fileItem', (isFirst = false): FileItem => {
    const start = this.nextStart();
    const attributes = this.SUBRULE(this.attributes);
    return this.OR([
      { ALT: () => this.SUBRULE(this.interface, { ARGS: [attributes, start] }) },
      { ALT: () => this.SUBRULE(this.world, { ARGS: [attributes, start] }) },
      { ALT: () => this.SUBRULE(this.topLevelUse, { ARGS: [attributes, start] }) },
      { ALT: () => this.SUBRULE(this.package, { ARGS: [attributes, start, isFirst] }) },
    ]);
  });

  private readonly fileItems: Rule<readonly FileItem[]> = this.RULE('fileItems', (): readonly FileItem[] => {
    const items: FileItem[] = [];
    this.MANY(() =>
      items.push(this.SUBRULE(this.fileItem, { ARGS: [this.packageDepth === 0 && items.length === 0] })),
    );
    return items;
  });

  readonly file = this.RULE('file', (): readonly FileItem[] => {
    const items = this.SUBRULE(this.fileItems);
    this.CONSUME(terminal('eof'));
    return items;
  });
}
