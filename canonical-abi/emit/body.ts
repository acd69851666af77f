import type * as HELPERS from '../codegen-v1.js';
import type { FuncPlan } from '../func-plan.js';
import type { ListCopiers } from '../glue.js';
import type { ValuePlan } from '../plan.js';
import { containsBorrow } from '../predicates.js';
import { quote, Text } from './text.js';

/** What text may refer to besides its own names: a function of `codegen-v1`. */
export type Helper = keyof typeof HELPERS;

/**
 * The text of one function: what it is for, the helpers that it uses, and where in the values it is. Where that is, is
 * written down only for the case of an error: `at` is set to a number just before something can fail, and the `catch` of
 * the function looks up what path it stands for.
 */
export class Body extends Text {
  readonly plan: FuncPlan;
  /** Whether a parameter lends something. */
  readonly borrows: boolean;
  readonly helpers = new Set<Helper>();
  /** Constants beside the function: tables of tags. */
  readonly constants: string[] = [];
  /** Variables for parameters that are lent, and the numbers of their resources. */
  readonly lends: { readonly name: string; readonly resource: number }[] = [];
  /** What makes copiers of lists, by their number. */
  readonly copiers: NonNullable<ReturnType<ListCopiers>>[] = [];
  readonly #listCopiers: ListCopiers | undefined;
  readonly #hoisted: string[] = [];
  readonly #path: string[] = [];
  readonly #places = new Map<string, number>();
  /** Whether anything needs the task of the call. */
  hasTask = false;
  #loops = 0;

  constructor(plan: FuncPlan, listCopiers?: ListCopiers) {
    super();
    this.plan = plan;
    this.borrows = containsBorrow(plan.params.type);
    this.#listCopiers = listCopiers;
  }

  /** The name of a helper. */
  helper(helper: Helper): string {
    this.helpers.add(helper);
    return helper;
  }

  /** A call of a helper, as an expression. */
  call(helper: Helper, ...args: readonly string[]): string {
    return `${this.helper(helper)}(${args.join(', ')})`;
  }

  constant(hint: string, expression: string): string {
    const name = this.name(hint);
    this.constants.push(`const ${name} = ${expression};`);
    return name;
  }

  /** The name of what copies elements of a type from one memory to another; null if nothing is known that does. */
  copier(element: ValuePlan, from: string, to: string): string | null {
    const make = this.#listCopiers?.(element) ?? null;
    return make && this.constant('copier', `copiers[${this.copiers.push(make) - 1}](${from}, ${to})`);
  }

  /** Writes with the path one step further in: to a quoted name, or to a position, as an expression. */
  inside<T>(step: string, write: () => T): T {
    this.#path.push(step);
    const written = write();
    this.#path.pop();
    return written;
  }

  /** Writes a loop over `count` elements from `begin`; `write` gets the variables of address and position. */
  loop(begin: string, size: number, count: string, write: (ptr: string, index: string) => void): void {
    // The paths of errors show the position.
    const [i, ptr] = [this.hoist('i', '0'), this.name('q')];
    this.#loops += 1;
    this.line(`${i} = 0;`);
    this.block(`for (let ${ptr} = ${begin}; ${i} < ${count}; ${i}++, ${ptr} += ${size})`, () =>
      this.inside(i, () => write(ptr, i)),
    );
    this.#loops -= 1;
  }

  get isInLoop(): boolean {
    return this.#loops > 0;
  }

  /** Whether JavaScript calls, which may pass what is refused: then nothing has happened. */
  get isFromJs(): boolean {
    return this.plan.caller.kind === 'js';
  }

  /** Whether what is written about is a parameter itself that JavaScript passes: not something in it, and no result. */
  get isParameter(): boolean {
    return this.#path.length === 1 && this.isFromJs;
  }

  /** Writes one case of a `switch`. */
  option(label: string, write: () => void): void {
    this.block(`case ${label}:`, () => {
      write();
      this.line('break;');
    });
  }

  /** A variable of the whole function. */
  hoist(hint: string, initial: string): string {
    const name = this.name(hint);
    this.#hoisted.push(`${name} = ${initial}`);
    return name;
  }

  /** The task of the call, as far as it borrows or is given something: few calls need one. */
  task(): string {
    if (!this.hasTask) this.#hoisted.push('task = null');
    this.hasTask = true;
    return `(task ??= new ${this.helper('Borrowing')}())`;
  }

  /** The declarations of what loops and blocks share. */
  variables(): readonly string[] {
    return this.#hoisted.length === 0 ? [] : [`let ${this.#hoisted.join(', ')};`];
  }

  /** Notes where in the values what follows is. */
  here(): string {
    const path = this.#path.join(', ');
    const place = this.#places.get(path) ?? this.#places.size + 1;
    this.#places.set(path, place);
    return `at = ${place};`;
  }

  /** Notes that on a line of its own, for what cannot take it along. */
  mark(): void {
    this.line(this.here());
  }

  /** Names the value of a call that can fail. */
  attempt(hint: string, helper: Helper, ...args: readonly string[]): string {
    this.mark();
    return this.define(hint, this.call(helper, ...args));
  }

  /** An error, if `condition`: `failure` is a call that throws. */
  check(condition: string, failure: string): void {
    this.line(`if (${condition}) { ${this.here()} ${failure}; }`);
  }

  trapIf(condition: string, code: string): void {
    this.check(condition, this.call('trap', quote(code)));
  }

  wrongIf(condition: string, expected: string, value: string): void {
    this.check(condition, this.call('wrong', quote(expected), value));
  }

  /** The statements that throw what `helper` makes of an error, with the path to where it was. */
  fail(helper: Helper, ...args: readonly string[]): void {
    this.line('let path = [];');
    this.block('switch (at)', () => {
      for (const [path, place] of this.#places) {
        if (path !== '') this.line(`case ${place}: path = [${path}]; break;`);
      }
    });
    this.line(`throw ${this.call(helper, this.call('located', 'error', 'path'), ...args)};`);
  }
}
