import { describeTags } from '../describe-value.js';
import type {
  FlagsPlan,
  HandlePlan,
  ListPlan,
  RecordPlan,
  ScalarPlan,
  ValuePlan,
  VariantPlan,
} from '../plan.js';
import { ACCESS } from '../primitives.js';
import { addHandle, allocate, type Input, lower, type Pair } from './lower.js';
import { checkScalar, storeFloat } from './scalars.js';
import { type Place, plus, type Side } from './side.js';
import { arrayName, insideCase, resourceOf } from './source.js';
import { quote } from './text.js';

/** How many cases a `switch` over strings is quicker for than a map. */
const FEW_CASES = 8;

/** A value of JavaScript, by its name in the text: it is checked to be of its type. */
export class JsInput implements Input {
  readonly #to: Side;
  readonly #v: string;
  readonly #coerce: boolean;

  constructor(to: Side, v: string, coerce: boolean) {
    this.#to = to;
    this.#v = v;
    this.#coerce = coerce;
  }

  text(): Pair {
    const to = this.#to;
    const { body, encoding } = to;
    if (!this.#coerce) this.#mustBe('string', 'a string');
    const helper = encoding === 'utf8' ? 'storeUtf8' : 'storeText';
    const ptr = body.attempt('p', helper, to.room, this.#coerce ? `String(${this.#v})` : this.#v);
    to.outdateView();
    const units = body.define('n', `${to.room}.units`);
    return [to.toCore(ptr), encoding === 'utf8' ? to.toCore(units) : units];
  }

  /** @spec CanonicalABI.md#storing */
  list(plan: ListPlan): Pair {
    const to = this.#to;
    const { body } = to;
    const { as } = plan;
    const [ptr, length] = [body.name('p'), body.name('n')];
    body.line(`let ${ptr}, ${length};`);
    const fromElements = (): void => {
      this.#checkElements(plan);
      const elements = as === 'map' ? this.#read(`[...${this.#v}]`) : this;
      body.line(`${length} = ${elements.#v}.length;`);
      body.line(`${ptr} = ${allocate(to, plan, length)};`);
      elements.#storeElements(plan, ptr, length);
    };
    if (as === 'array' || as === 'map') fromElements();
    else {
      const size = String(to.sizeOf(as));
      body.open(`if (${this.#v} instanceof ${arrayName(as)}) {`);
      body.line(`${length} = ${this.#v}.length; ${to.body.here()}`);
      body.line(`${ptr} = ${to.body.call('storeTypedArray', to.room, this.#v, size)};`);
      body.next('} else {');
      to.maybe(fromElements);
      body.close();
    }
    to.outdateView();
    return [to.toCore(ptr), to.toCore(length)];
  }

  elements(plan: ListPlan, length: number, { base, offset }: Place): void {
    this.#checkElements(plan);
    this.#storeElements(plan, this.#to.body.define('p', plus(base, offset)), String(length));
  }

  items(plan: ListPlan, length: number): readonly Input[] {
    this.#checkElements(plan);
    return Array.from({ length }, (_, i) => this.#read(`${this.#v}[${i}]`));
  }

  fields({ as, fields }: RecordPlan): readonly Input[] {
    if (as === 'object') this.#mustBeObject('an object');
    else {
      this.#to.body.wrongIf(`!Array.isArray(${this.#v})`, `an array of ${fields.length}`, this.#v);
      this.#mustHave(fields.length);
    }
    return fields.map(({ key }) => this.#property(key));
  }

  choose(plan: VariantPlan, write: (payload: ValuePlan, input: Input) => void): string {
    const { body } = this.#to;
    const { as, cases } = plan;
    const discriminant = body.name('d');
    if (as === 'tag' && cases.length > FEW_CASES) {
      const table = cases.map(({ tag }, i) => `[${quote(tag)}, ${i}]`).join(', ');
      body.line(
        `const ${discriminant} = ${body.constant('POSITIONS', `new Map([${table}])`)}.get(${this.#v});`,
      );
      body.wrongIf(`${discriminant} === undefined`, describeTags(plan), this.#v);
      return discriminant;
    }
    body.line(`let ${discriminant};`);
    const branch = (position: number, input: JsInput): void => {
      body.line(`${discriminant} = ${position};`);
      const { tag, value } = cases[position] as VariantPlan['cases'][number];
      if (value !== null) insideCase(this.#to, plan, tag, () => this.#to.maybe(() => write(value, input)));
    };
    if (as === 'nullable') {
      const isNone = `${this.#v} === undefined${this.#coerce ? ` || ${this.#v} === null` : ''}`;
      body.line(`if (${isNone}) ${discriminant} = 0;`);
      body.block('else', () => branch(1, this));
      return discriminant;
    }
    if (as === 'tagged') this.#mustBeObject('an object with a `tag`');
    const tag = as === 'tagged' ? this.#property('tag') : this;
    const payload = cases.some(({ value }) => value !== null) ? this.#property('val') : this;
    body.block(`switch (${tag.#v})`, () => {
      cases.forEach((item, position) => {
        body.option(quote(item.tag), () => branch(position, payload));
      });
      body.line(`default: ${body.here()} ${body.call('wrong', quote(describeTags(plan)), tag.#v)};`);
    });
    return discriminant;
  }

  flags({ keys }: FlagsPlan): string {
    const { body } = this.#to;
    this.#mustBeObject('an object of booleans');
    const bits = body.name('bits');
    body.line(`let ${bits} = 0;`);
    keys.forEach((key, bit) => {
      const flag = this.#property(key);
      body.inside(quote(key), () => {
        if (!this.#coerce)
          body.wrongIf(`${flag.#v} !== undefined && typeof ${flag.#v} !== 'boolean'`, 'a boolean', flag.#v);
        body.line(`if (${flag.#v}) ${bits} |= ${2 ** bit};`);
      });
    });
    return `(${bits} >>> 0)`;
  }

  handle(plan: HandlePlan): string {
    const to = this.#to;
    const { body } = to;
    const v = this.#v;
    const number = resourceOf(to, plan);
    const rep = body.define('rep', `toRep${number}(${v}, '${plan.kind}')`);
    body.check(`${rep} === null`, body.call('wrongHandle', `values${number}`, v, `'${plan.kind}'`));
    // What is lent is given back when the call ends: a parameter itself by a variable, others by the task.
    if (plan.kind === 'borrow') {
      if (body.isParameter) {
        const name = body.hoist('lent', 'undefined');
        body.lends.push({ name, resource: number });
        body.line(`${name} = ${v};`);
      } else body.line(`if (endLend${number} !== undefined) ${body.task()}.lent(values${number}, ${v});`);
    }
    const h = addHandle(to, plan, rep);
    if (plan.kind === 'own' && body.isFromJs) body.line(`${body.task()}.given(${h}, values${number}, ${v});`);
    return h;
  }

  scalar(kind: ScalarPlan['kind']): string {
    const { body, inst } = this.#to;
    const v = checkScalar(this.#to, kind, this.#v, this.#coerce);
    switch (kind) {
      case 'bool':
        return `(${v} ? 1 : 0)`;
      case 'char':
        return body.attempt('v', 'charToI32', v);
      case 'error-context':
        return body.attempt('v', 'lowerErrorContext', inst, v);
      case 'f32':
        return `Math.fround(${v})`;
      default:
        return v;
    }
  }

  storeScalar(kind: ScalarPlan['kind'], at: Place): void {
    const to = this.#to;
    if (kind !== 'f32' && kind !== 'f64') return void to.put(at, ACCESS[kind], [this.scalar(kind)]);
    storeFloat(to, kind, at, checkScalar(to, kind, this.#v, this.#coerce));
  }

  /** Names what is read; that can call anything. */
  #read(expression: string): JsInput {
    const to = this.#to;
    to.outdateView();
    return new JsInput(to, to.body.define('v', expression), this.#coerce);
  }

  #property(key: string): JsInput {
    return this.#read(`${this.#v}[${/^\d+$/.test(key) ? key : quote(key)}]`);
  }

  #mustBe(type: string, expected: string): void {
    this.#to.body.wrongIf(`typeof ${this.#v} !== '${type}'`, expected, this.#v);
  }

  #mustBeObject(expected: string): void {
    this.#to.body.wrongIf(`typeof ${this.#v} !== 'object' || ${this.#v} === null`, expected, this.#v);
  }

  #mustHave(count: number): void {
    const { body } = this.#to;
    const failure = body.call('wrongCount', quote(`an array of ${count}`), `${this.#v}.length`);
    body.check(`${this.#v}.length !== ${count}`, failure);
  }

  #checkElements({ as, length }: ListPlan): void {
    const { body } = this.#to;
    if (as === 'map') return body.wrongIf(`!(${this.#v} instanceof Map)`, 'a Map', this.#v);
    const expected = as === 'array' ? 'an array' : `an array or ${arrayName(as)}`;
    body.wrongIf(`!Array.isArray(${this.#v})`, expected, this.#v);
    if (length !== null) this.#mustHave(length);
  }

  #storeElements({ element }: ListPlan, begin: string, count: string): void {
    const to = this.#to;
    to.outdateView();
    to.renewView();
    to.outdateView();
    to.maybe(() =>
      to.body.loop(begin, to.sizeOf(element.type), count, (base, i) =>
        lower(to, element, this.#read(`${this.#v}[${i}]`), { base, offset: 0 }),
      ),
    );
  }
}
