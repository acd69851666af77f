import { syntaxMessages } from '../messages.js';
import { ID, ODD_ID, kindIndex } from '../token-kinds.js';
import type {
  AccessorSignature,
  Attribute,
  CaseDecl,
  ConstructorItem,
  EnumDecl,
  FieldDecl,
  FlagDecl,
  FlagsDecl,
  FuncItem,
  FuncSignature,
  Id,
  Param,
  RecordDecl,
  ResourceDecl,
  ResourceItem,
  Signature,
  TypeAlias,
  TypeItem,
  TypeNode,
  VariantDecl,
} from '../tree.js';
import { AttributeGrammar } from './attribute-grammar.js';
import { terminal } from './terminals.js';

const MAX_FLAGS = 32;
const OPEN_PARENTHESIS = kindIndex('(');

const COLON = terminal(':');
const SEMICOLON = terminal(';');
const LEFT_BRACE = terminal('{');
const RIGHT_BRACE = terminal('}');
const LEFT_PARENTHESIS = terminal('(');
const RIGHT_PARENTHESIS = terminal(')');
const ARROW = terminal('->');

type Attributes = readonly Attribute[];
const NONE: Attributes = [];

/** Functions, and the items that define types. Each takes its attributes and the offset where these start. */
export class ItemGrammar extends AttributeGrammar {
  protected readonly param = this.RULE('param', (): Param => {
    const name = this.SUBRULE(this.name);
    this.CONSUME(COLON);
    const type = this.SUBRULE(this.type);
    return { kind: 'param', start: name.start, end: type.end, name, type };
  });

  protected readonly params = this.RULE('params', (): readonly Param[] => {
    const params: Param[] = [];
    this.CONSUME(LEFT_PARENTHESIS);
    this.commaList(() => params.push(this.SUBRULE(this.param)));
    this.CONSUME(RIGHT_PARENTHESIS);
    return params;
  });

  /** `-> T`, or nothing */
  protected readonly returns = this.RULE('returns', (): TypeNode | null => {
    let type: TypeNode | null = null;
    this.OPTION(() => {
      this.CONSUME(ARROW);
      type = this.SUBRULE(this.type);
    });
    return type;
  });

  private readonly func = this.RULE('func', (start = 0, isStatic = false): FuncSignature => {
    let isAsync = false;
    this.OPTION(() => {
      this.CONSUME(terminal('async'));
      isAsync = true;
    });
    this.CONSUME(terminal('func'));
    const params = this.SUBRULE(this.params);
    const result = this.SUBRULE(this.returns);
    return { kind: 'func', start, end: this.lastEnd(), static: isStatic, async: isAsync, params, result };
  });

  /** Whether `get (` or `set (` comes next. In any other place the two are names like any other. */
  protected isAccessorAhead(): boolean {
    if (this.nextKind() !== ID || this.nextKind(2) !== OPEN_PARENTHESIS) return false;
    const text = this.nextText();
    return text === 'get' || text === 'set';
  }

  private readonly accessor = this.RULE('accessor', (start = 0, isStatic = false): AccessorSignature => {
    this.ACTION(() => {
      if (!this.isAccessorAhead()) this.giveUp('accessor');
    });
    this.CONSUME(terminal('id'));
    const accessor = this.nextText(0) === 'get' ? 'get' : 'set';
    const params = this.SUBRULE(this.params);
    const result = this.SUBRULE(this.returns);
    return { kind: 'accessor', start, end: this.lastEnd(), accessor, static: isStatic, params, result };
  });

  /** `async? func(…) -> T`, `get() -> T` or `set(value: T)` */
  protected readonly signature = this.RULE(
    'signature',
    (start = this.nextStart(), isStatic = false): Signature =>
      this.OR([
        { ALT: () => this.SUBRULE(this.func, { ARGS: [start, isStatic] }) },
        { ALT: () => this.SUBRULE(this.accessor, { ARGS: [start, isStatic] }) },
      ]),
  );

  readonly funcItem = this.RULE('funcItem', (attributes = NONE, start = 0): FuncItem => {
    const name = this.SUBRULE(this.name);
    let signature: Signature | null = null;
    const build = (end: number): FuncItem => {
      return { kind: 'func-item', start, end, attributes, name, signature: signature ?? this.missing(end) };
    };
    this.draft = build;
    this.CONSUME(COLON);
    signature = this.SUBRULE(this.signature);
    this.CONSUME(SEMICOLON);
    return build(this.lastEnd());
  });

  readonly typeAlias = this.RULE('typeAlias', (attributes = NONE, start = 0): TypeAlias => {
    this.CONSUME(terminal('type'));
    const name = this.SUBRULE(this.name);
    let type: TypeNode | null = null;
    const build = (end: number): TypeAlias => {
      return { kind: 'type-alias', start, end, attributes, name, type: type ?? this.missing(end) };
    };
    this.draft = build;
    this.CONSUME(terminal('='));
    type = this.SUBRULE(this.type);
    this.CONSUME(SEMICOLON);
    return build(this.lastEnd());
  });

  private readonly field = this.RULE('field', (): FieldDecl => {
    const name = this.SUBRULE(this.name);
    this.CONSUME(COLON);
    const type = this.SUBRULE(this.type);
    return { kind: 'field', start: name.start, end: type.end, name, type };
  });

  readonly record = this.RULE('record', (attributes = NONE, start = 0): RecordDecl => {
    this.CONSUME(terminal('record'));
    const name = this.SUBRULE(this.name);
    const fields: FieldDecl[] = [];
    const build = (end: number): RecordDecl => ({ kind: 'record', start, end, attributes, name, fields });
    this.draft = build;
    this.CONSUME(LEFT_BRACE);
    this.commaList(() => fields.push(this.SUBRULE(this.field)));
    this.CONSUME(RIGHT_BRACE);
    this.ACTION(() => this.refuseEmpty('record', name, fields));
    return build(this.lastEnd());
  });

  private readonly variantCase = this.RULE('variantCase', (): CaseDecl => {
    const name = this.SUBRULE(this.name);
    let type: TypeNode | null = null;
    this.OPTION(() => {
      this.CONSUME(LEFT_PARENTHESIS);
      type = this.SUBRULE(this.type);
      this.CONSUME(RIGHT_PARENTHESIS);
    });
    return { kind: 'case', start: name.start, end: this.lastEnd(), name, type };
  });

  readonly variant = this.RULE('variant', (attributes = NONE, start = 0): VariantDecl => {
    this.CONSUME(terminal('variant'));
    const name = this.SUBRULE(this.name);
    const cases: CaseDecl[] = [];
    const build = (end: number): VariantDecl => ({ kind: 'variant', start, end, attributes, name, cases });
    this.draft = build;
    this.CONSUME(LEFT_BRACE);
    this.commaList(() => cases.push(this.SUBRULE(this.variantCase)));
    this.CONSUME(RIGHT_BRACE);
    this.ACTION(() => this.refuseEmpty('variant', name, cases));
    return build(this.lastEnd());
  });

  private readonly enumCase = this.RULE('enumCase', (): CaseDecl => {
    const name = this.SUBRULE(this.name);
    return { kind: 'case', start: name.start, end: name.end, name, type: null };
  });

  readonly enum = this.RULE('enum', (attributes = NONE, start = 0): EnumDecl => {
    this.CONSUME(terminal('enum'));
    const name = this.SUBRULE(this.name);
    const cases: CaseDecl[] = [];
    const build = (end: number): EnumDecl => ({ kind: 'enum', start, end, attributes, name, cases });
    this.draft = build;
    this.CONSUME(LEFT_BRACE);
    this.commaList(() => cases.push(this.SUBRULE(this.enumCase)));
    this.CONSUME(RIGHT_BRACE);
    this.ACTION(() => this.refuseEmpty('enum', name, cases));
    return build(this.lastEnd());
  });

  private readonly flag = this.RULE('flag', (): FlagDecl => {
    const name = this.SUBRULE(this.name);
    return { kind: 'flag', start: name.start, end: name.end, name };
  });

  readonly flags = this.RULE('flags', (attributes = NONE, start = 0): FlagsDecl => {
    this.CONSUME(terminal('flags'));
    const name = this.SUBRULE(this.name);
    const flags: FlagDecl[] = [];
    const build = (end: number): FlagsDecl => ({ kind: 'flags', start, end, attributes, name, flags });
    this.draft = build;
    this.CONSUME(LEFT_BRACE);
    this.commaList(() => flags.push(this.SUBRULE(this.flag)));
    this.CONSUME(RIGHT_BRACE);
    this.ACTION(() => {
      this.refuseEmpty('flags', name, flags);
      const extra = flags[MAX_FLAGS];
      if (extra === undefined) return;
      this.report(syntaxMessages.tooManyFlags, extra.start, extra.end, {
        count: flags.length,
        limit: MAX_FLAGS,
      });
    });
    return build(this.lastEnd());
  });

  readonly constructorItem = this.RULE('constructorItem', (attributes = NONE, start = 0): ConstructorItem => {
    let params: readonly Param[] = [];
    let result: TypeNode | null = null;
    const build = (end: number): ConstructorItem => ({
      kind: 'constructor',
      start,
      end,
      attributes,
      params,
      result,
    });
    this.draft = build;
    this.CONSUME(terminal('constructor'));
    params = this.SUBRULE(this.params);
    result = this.SUBRULE(this.returns);
    this.CONSUME(SEMICOLON);
    return build(this.lastEnd());
  });

  /** A function of a resource: the only kind that may be `static`. */
  readonly method = this.RULE('method', (attributes = NONE, start = 0): FuncItem => {
    const name = this.SUBRULE(this.name);
    let signature: Signature | null = null;
    const build = (end: number): FuncItem => {
      return { kind: 'func-item', start, end, attributes, name, signature: signature ?? this.missing(end) };
    };
    this.draft = build;
    this.CONSUME(COLON);
    const signatureStart = this.nextStart();
    let isStatic = false;
    this.OPTION(() => {
      this.CONSUME(terminal('static'));
      isStatic = true;
    });
    signature = this.SUBRULE(this.signature, { ARGS: [signatureStart, isStatic] });
    this.CONSUME(SEMICOLON);
    return build(this.lastEnd());
  });

  readonly resourceItem = this.RULE('resourceItem', (): ResourceItem => {
    const start = this.nextStart();
    const attributes = this.SUBRULE(this.attributes);
    return this.OR([
      { ALT: () => this.SUBRULE(this.constructorItem, { ARGS: [attributes, start] }) },
      { ALT: () => this.SUBRULE(this.method, { ARGS: [attributes, start] }) },
    ]);
  });

  readonly resource = this.RULE('resource', (attributes = NONE, start = 0): ResourceDecl => {
    this.CONSUME(terminal('resource'));
    const name = this.SUBRULE(this.name);
    let items: ResourceItem[] | null = null;
    const build = (end: number): ResourceDecl => ({ kind: 'resource', start, end, attributes, name, items });
    this.draft = build;
    this.OR([
      { ALT: () => this.CONSUME(SEMICOLON) },
      {
        ALT: () => {
          const methods: ResourceItem[] = [];
          this.CONSUME(LEFT_BRACE);
          this.MANY(() => methods.push(this.SUBRULE(this.resourceItem)));
          this.CONSUME(RIGHT_BRACE);
          items = methods;
        },
      },
    ]);
    return build(this.lastEnd());
  });

  readonly typeItem = this.RULE('typeItem', (attributes = NONE, start = 0): TypeItem =>
    this.OR([
      { ALT: () => this.SUBRULE(this.record, { ARGS: [attributes, start] }) },
      { ALT: () => this.SUBRULE(this.variant, { ARGS: [attributes, start] }) },
      { ALT: () => this.SUBRULE(this.enum, { ARGS: [attributes, start] }) },
      { ALT: () => this.SUBRULE(this.flags, { ARGS: [attributes, start] }) },
      { ALT: () => this.SUBRULE(this.resource, { ARGS: [attributes, start] }) },
      { ALT: () => this.SUBRULE(this.typeAlias, { ARGS: [attributes, start] }) },
    ]),
  );

  private refuseEmpty(
    kind: keyof typeof EMPTY_TYPE,
    { start, end, name }: Id,
    members: readonly unknown[],
  ): void {
    if (members.length === 0) this.report(syntaxMessages[EMPTY_TYPE[kind]], start, end, { name });
  }

  /** Whether a token ahead is a name. */
  protected isNameAhead(ahead = 1): boolean {
    return this.nextKind(ahead) === ID || this.nextKind(ahead) === ODD_ID;
  }
}

const EMPTY_TYPE = {
  record: 'emptyRecord',
  variant: 'emptyVariant',
  enum: 'emptyEnum',
  flags: 'emptyFlags',
} as const;
