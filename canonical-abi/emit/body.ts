import type { CoreEndPlan, FuncPlan } from '../func-plan.js';
import type { PtrType } from '../types.js';
import type { HELPERS } from './helpers.js';
import { quote, Text } from './text.js';

/** What text may refer to besides its own names: a function of `codegen-v1`. */
export type Helper = keyof typeof HELPERS;

/**
 * The text of one function: what it is for, the helpers that it uses, and where in the values it is. Where that is, is
 * written down only for the case of an error: `at` is set to a number just before something can fail, and the `catch` of
 * the function looks up what path it stands for.
 */
export class Body {
  readonly text = new Text();
  readonly plan: FuncPlan;
  /** The core end whose memory is read or written. */
  readonly core: CoreEndPlan;
  readonly coerce: boolean;
  readonly helpers = new Set<Helper>();
  /** Constants beside the function: tables of tags. */
  readonly constants: string[] = [];
  /** Variables for parameters that are lent, and the numbers of their resources. */
  readonly lends: { readonly name: string; readonly resource: number }[] = [];
  readonly #hoisted: string[] = [];
  #hasView = false;
  readonly #path: string[] = [];
  readonly #places = new Map<string, number>();

  constructor(plan: FuncPlan, core: CoreEndPlan, coerce: boolean) {
    this.plan = plan;
    this.core = core;
    this.coerce = coerce;
  }

  get pointer(): PtrType {
    return this.core.memory ?? 'i32';
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
    const name = this.text.name(hint);
    this.constants.push(`const ${name} = ${expression};`);
    return name;
  }

  /** Writes with the path one step further in: by a name, or by the variable of a loop. */
  inside<T>(step: { readonly key: string } | { readonly index: string }, write: () => T): T {
    this.#path.push('key' in step ? quote(step.key) : step.index);
    const written = write();
    this.#path.pop();
    return written;
  }

  /** The variable of a loop, which the paths of errors can show. */
  index(): string {
    return this.hoist('i', '0');
  }

  /** Whether a parameter itself is being written about, not something in it. */
  get isParameter(): boolean {
    return this.#path.length === 1;
  }

  /** The variable for a parameter that is lent. */
  lendOf(resource: number): string {
    const name = this.hoist('lent', 'undefined');
    this.lends.push({ name, resource });
    return name;
  }

  /** A variable of the whole function. */
  hoist(hint: string, initial: string): string {
    const name = this.text.name(hint);
    this.#hoisted.push(`${name} = ${initial}`);
    return name;
  }

  /** The declarations of what loops and blocks share. */
  variables(): readonly string[] {
    return this.#hoisted.length === 0 ? [] : [`let ${this.#hoisted.join(', ')};`];
  }

  /**
   * What follows may find another buffer under the memory: `realloc` has run, or a getter of an object that was read, which
   * can call the component.
   */
  outdateView(): void {
    this.#hasView = false;
  }

  /** Sees to it that `view` is on the buffer that the memory has. */
  renewView(): void {
    if (!this.#hasView) this.text.line('view = memory.view;');
    this.#hasView = true;
  }

  /** Notes where in the values what follows is. */
  here(): string {
    const path = this.#path.join(', ');
    const place = this.#places.get(path) ?? this.#places.size + 1;
    this.#places.set(path, place);
    return `at = ${place};`;
  }

  /** An error, if `condition`: `failure` is a call that throws. */
  check(condition: string, failure: string): void {
    this.text.line(`if (${condition}) { ${this.here()} ${failure}; }`);
  }

  trapIf(condition: string, code: string): void {
    this.check(condition, this.call('trap', quote(code)));
  }

  wrongIf(condition: string, expected: string, value: string): void {
    this.check(condition, this.call('wrong', quote(expected), value));
  }

  /** The statements that set `path` to where the error was. */
  writePath(): void {
    const { text } = this;
    text.line('let path = [];');
    if (this.#places.size === 0) return;
    text.block('switch (at)', () => {
      for (const [path, place] of this.#places) {
        if (path !== '') text.line(`case ${place}: path = [${path}]; break;`);
      }
    });
  }
}
