import { syntaxMessages } from '../messages.js';
import { TOKEN_KINDS } from '../token-kinds.js';
import type {
  FutureNode,
  HandleNode,
  IntegerNode,
  ListNode,
  MapNode,
  NamedTypeNode,
  OptionNode,
  PrimitiveName,
  PrimitiveNode,
  ResultNode,
  StreamNode,
  TupleNode,
  TypeNode,
} from '../tree.js';
import type { Rule } from './grammar-base.js';
import { GrammarBase } from './grammar-base.js';
import { terminal } from './terminals.js';

/** wasm-tools has the same limit, and its message. */
const MAX_TYPE_DEPTH = 100;
const MAX_LIST_LENGTH = 0xffff_ffff;

const COMMA = terminal(',');
const LESS = terminal('<');
const GREATER = terminal('>');

/** Types: `ty` of the specification's grammar. */
export class TypeGrammar extends GrammarBase {
  readonly primitive = this.RULE('primitive', (): PrimitiveNode => {
    const start = this.nextStart();
    this.CONSUME(terminal('u8'));
    const name = TOKEN_KINDS[this.nextKind(0)] as PrimitiveName;
    return { kind: 'primitive', start, end: this.lastEnd(), name };
  });

  readonly namedType = this.RULE('namedType', (): NamedTypeNode => {
    const name = this.SUBRULE(this.name);
    return { kind: 'named-type', start: name.start, end: name.end, name };
  });

  /** `own<r>` and `borrow<r>` */
  readonly handle = this.RULE('handle', (): HandleNode => {
    const start = this.nextStart();
    const kind = this.OR([
      { ALT: () => (this.CONSUME(terminal('own')), 'own' as const) },
      { ALT: () => (this.CONSUME(terminal('borrow')), 'borrow' as const) },
    ]);
    this.CONSUME(LESS);
    const resource = this.SUBRULE(this.name);
    this.CONSUME(GREATER);
    return { kind, start, end: this.lastEnd(), resource };
  });

  readonly listLength = this.RULE('listLength', (): IntegerNode => {
    const start = this.nextStart();
    this.CONSUME(terminal('integer'));
    const end = this.lastEnd();
    const text = this.nextText(0);
    this.ACTION(() => {
      if (Number(text) > MAX_LIST_LENGTH) this.report(syntaxMessages.listTooLong, start, end, { text });
    });
    return { kind: 'integer', start, end, text };
  });

  /** `list<T>` and `list<T, N>` */
  readonly listType = this.RULE('listType', (): ListNode => {
    const start = this.nextStart();
    this.CONSUME(terminal('list'));
    this.CONSUME(LESS);
    const element = this.SUBRULE(this.type);
    let length: IntegerNode | null = null;
    this.OPTION(() => {
      this.CONSUME(COMMA);
      length = this.SUBRULE(this.listLength);
    });
    this.CONSUME(GREATER);
    return { kind: 'list', start, end: this.lastEnd(), element, length };
  });

  readonly mapType = this.RULE('mapType', (): MapNode => {
    const start = this.nextStart();
    this.CONSUME(terminal('map'));
    this.CONSUME(LESS);
    const key = this.SUBRULE(this.type);
    this.CONSUME(COMMA);
    const value = this.SUBRULE2(this.type);
    this.CONSUME(GREATER);
    return { kind: 'map', start, end: this.lastEnd(), key, value };
  });

  readonly optionType = this.RULE('optionType', (): OptionNode => {
    const start = this.nextStart();
    this.CONSUME(terminal('option'));
    this.CONSUME(LESS);
    const type = this.SUBRULE(this.type);
    this.CONSUME(GREATER);
    return { kind: 'option', start, end: this.lastEnd(), type };
  });

  /** `result`, `result<T>`, `result<_, E>`, `result<T, E>` */
  readonly resultType = this.RULE('resultType', (): ResultNode => {
    const start = this.nextStart();
    let ok: TypeNode | null = null;
    let err: TypeNode | null = null;
    this.CONSUME(terminal('result'));
    this.OPTION(() => {
      this.CONSUME(LESS);
      this.OR([
        {
          ALT: () => {
            this.CONSUME(terminal('_'));
            this.CONSUME(COMMA);
            err = this.SUBRULE(this.type);
          },
        },
        {
          ALT: () => {
            ok = this.SUBRULE2(this.type);
            this.OPTION2(() => {
              this.CONSUME2(COMMA);
              err = this.SUBRULE3(this.type);
            });
          },
        },
      ]);
      this.CONSUME(GREATER);
    });
    return { kind: 'result', start, end: this.lastEnd(), ok, err };
  });

  readonly tupleType = this.RULE('tupleType', (): TupleNode => {
    const start = this.nextStart();
    const types: TypeNode[] = [];
    this.CONSUME(terminal('tuple'));
    this.CONSUME(LESS);
    this.commaList(() => types.push(this.SUBRULE(this.type)));
    this.CONSUME(GREATER);
    const end = this.lastEnd();
    this.ACTION(() => {
      if (types.length === 0) this.report(syntaxMessages.emptyTuple, start, end, {});
    });
    return { kind: 'tuple', start, end, types };
  });

  /** `stream` and `stream<T>` */
  readonly streamType = this.RULE('streamType', (): StreamNode => {
    const start = this.nextStart();
    this.CONSUME(terminal('stream'));
    const type = this.SUBRULE(this.typeArgument);
    return { kind: 'stream', start, end: this.lastEnd(), type };
  });

  /** `future` and `future<T>` */
  readonly futureType = this.RULE('futureType', (): FutureNode => {
    const start = this.nextStart();
    this.CONSUME(terminal('future'));
    const type = this.SUBRULE(this.typeArgument);
    return { kind: 'future', start, end: this.lastEnd(), type };
  });

  /** `<T>`, or nothing */
  readonly typeArgument = this.RULE('typeArgument', (): TypeNode | null => {
    let type: TypeNode | null = null;
    this.OPTION(() => {
      this.CONSUME(LESS);
      type = this.SUBRULE(this.type);
      this.CONSUME(GREATER);
    });
    return type;
  });

  private readonly typeAlternatives = [
    { ALT: () => this.SUBRULE(this.namedType) },
    { ALT: () => this.SUBRULE(this.primitive) },
    { ALT: () => this.SUBRULE(this.listType) },
    { ALT: () => this.SUBRULE(this.optionType) },
    { ALT: () => this.SUBRULE(this.resultType) },
    { ALT: () => this.SUBRULE(this.tupleType) },
    { ALT: () => this.SUBRULE(this.handle) },
    { ALT: () => this.SUBRULE(this.mapType) },
    { ALT: () => this.SUBRULE(this.streamType) },
    { ALT: () => this.SUBRULE(this.futureType) },
  ];

  readonly type: Rule<TypeNode> = this.RULE('type', (): TypeNode => {
    this.ACTION(() => {
      if (this.typeDepth >= MAX_TYPE_DEPTH) this.giveUp('type-nesting');
    });
    this.typeDepth += 1;
    const type = this.OR(this.typeAlternatives);
    this.typeDepth -= 1;
    return type;
  });
}
