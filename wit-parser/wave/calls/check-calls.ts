import { hasErrors, type Result, type SourceFile, type Span } from '../../../base/index.js';
import type { ResourceType, Type, World } from '../../model.js';
import { funcText } from '../../print/func-text.js';
import { resolveAlias, resourceOf } from '../../query.js';
import { Findings } from '../findings.js';
import { WaveReader } from '../read.js';
import type { WaveNode } from '../tree.js';
import type { CheckedCall, CheckedLine, CheckedStatement } from './checked.js';
import { isOfObject, type ExportedFunc, type Use } from './exported.js';
import { Lookup } from './lookup.js';
import { callMessages } from './messages.js';
import { handleText, NamedTypes } from './names.js';
import { parseCalls } from './parse-calls.js';
import type { CallSegment, CallStatement } from './tree.js';

/**
 * Parses a line of calls and checks it against what a component with `world` exports: before anything runs, every name is
 * known and every value fits.
 *
 * @returns null where there are errors
 */
export function checkCalls(file: SourceFile, world: Pick<World, 'exports'>): Result<CheckedLine | null> {
  const parsed = parseCalls(file);
  if (hasErrors(parsed.diagnostics)) return { value: null, diagnostics: parsed.diagnostics };
  const findings = new Findings();
  const checker = new CallChecker(world, findings);
  const statements = parsed.value.statements.flatMap((statement) => checker.statement(statement) ?? []);
  const { diagnostics } = findings;
  return { value: hasErrors(diagnostics) ? null : { statements }, diagnostics };
}

/** What stands before a segment. */
type Before =
  | { readonly kind: 'resource'; readonly resource: ResourceType }
  | { readonly kind: 'value'; readonly type: Type | null; readonly name: string; readonly at: Span }
  /** The result of a call that is at fault. */
  | { readonly kind: 'unknown' };

class CallChecker {
  readonly #findings: Findings;
  readonly #lookup: Lookup;
  readonly #names: NamedTypes;
  readonly #reader: WaveReader;

  constructor(world: Pick<World, 'exports'>, findings: Findings) {
    this.#findings = findings;
    this.#lookup = new Lookup(world, findings);
    this.#names = new NamedTypes(findings);
    this.#reader = new WaveReader(findings, {}, this.#names);
  }

  /** Null after saying what is wrong. What is named then has a type that nobody knows, so that each fault is one error. */
  statement(statement: CallStatement): CheckedStatement | null {
    const { name } = statement;
    const checked = this.#statement(statement);
    if (name !== null && checked === null && !this.#names.has(name.name)) {
      this.#names.define(name.name, null, name.at);
    }
    return checked;
  }

  #statement(statement: CallStatement): CheckedStatement | null {
    const { segments, name, assigned, at } = statement;
    const calls: CheckedCall[] = [];
    const start = this.#start(statement);
    let before = start;
    for (const [index, segment] of segments.entries()) {
      if (index === 0 && before !== null) continue;
      const value = index === segments.length - 1 ? assigned : null;
      const callee = this.#callee(before, segment, value, statement);
      const call = callee === null ? null : this.#call(callee, segment, value);
      if (call === null) return null;
      calls.push(call);
      before = { kind: 'value', type: call.gives, name: segment.label.name, at: segment.label.at };
    }
    if (calls.length === 0) return this.#noCall(statement);
    if (name !== null) this.#define(name.name, name.at, before);
    const receiver = start?.kind === 'value' ? start.name : null;
    return { receiver, calls, name: name?.name ?? null, at };
  }

  /** What the first segment is where it is no call: a name, or a resource with something behind it. */
  #start({ interface: path, segments: [first, second] }: CallStatement): Before | null {
    if (first === undefined || first.arguments !== null) return null;
    const { name, escaped, at } = first.label;
    if (path === null && !escaped && this.#names.has(name)) {
      const type = this.#names.use(name, at);
      return type === null ? { kind: 'unknown' } : { kind: 'value', type, name, at };
    }
    const scope = second === undefined ? null : this.#lookup.scope(path);
    const resource = scope === null ? null : this.#lookup.resource(scope, name);
    return resource === null ? null : { kind: 'resource', resource };
  }

  #callee(
    before: Before | null,
    { label, arguments: given }: CallSegment,
    assigned: WaveNode | null,
    statement: CallStatement,
  ): ExportedFunc | null {
    const use: Use = assigned !== null ? 'set' : given === null ? 'get' : 'call';
    if (before === null) {
      if (statement.interface === null && !label.escaped && this.#names.has(label.name)) {
        const what = 'a value that is named so';
        this.#findings.add(callMessages.notAFunction.at(label.at, { name: label.name, what }));
        return null;
      }
      const scope = this.#lookup.scope(statement.interface);
      if (scope === null) return null;
      const isOwner = given === null && statement.segments.length > 1;
      return isOwner
        ? this.#lookup.owner(scope, label, this.#names.all)
        : this.#lookup.free(scope, label, use);
    }
    if (before.kind === 'unknown') return null;
    if (before.kind === 'resource') return this.#lookup.static(before.resource, label, use);
    const resource = before.type === null ? null : handledResource(before.type);
    if (resource !== null) return this.#lookup.method(resource, label, use);
    const found = before.type === null ? 'nothing' : `\`${handleText(before.type)}\``;
    this.#findings.add(callMessages.noResource.at(before.at, { found }));
    return null;
  }

  /** Checks the arguments of one call. */
  #call(
    callee: ExportedFunc,
    { label, arguments: given }: CallSegment,
    assigned: WaveNode | null,
  ): CheckedCall | null {
    const { func } = callee;
    const params = func.params.slice(isOfObject(callee) ? 1 : 0);
    if (assigned !== null && given !== null) {
      const what = 'a function, which cannot be assigned to';
      this.#findings.add(callMessages.notAFunction.at(given.at, { name: label.name, what }));
      return null;
    }
    const nodes = assigned === null ? (given?.items ?? []) : [assigned];
    const needed = params.findLastIndex(({ type }) => !isOption(type)) + 1;
    if (nodes.length < needed || nodes.length > params.length) {
      const at = given?.at ?? label.at;
      const details = { help: [`\`${funcText(func)}\``] };
      const expected = countText(needed, params.length);
      this.#findings.add(
        callMessages.wrongArgumentCount.at(at, { name: label.name, expected, found: nodes.length }, details),
      );
      return null;
    }
    const values = params.map(({ type }, index) => ({ node: nodes[index] ?? null, type }));
    for (const { node, type } of values) if (node !== null) this.#reader.read(node, type);
    return { callee, arguments: values, gives: givenBy(callee) };
  }

  #define(name: string, at: Span, before: Before | null): void {
    if (before?.kind !== 'value') return;
    if (before.type !== null) this.#names.define(name, before.type, at);
    else this.#findings.add(callMessages.noValue.at(at, { name, callee: before.name }));
  }

  #noCall({ segments: [first] }: CallStatement): null {
    if (first !== undefined) {
      const what = 'a value';
      this.#findings.add(callMessages.notAFunction.at(first.label.at, { name: first.label.name, what }));
    }
    return null;
  }
}

/** What a call gives where it does not fail. */
function givenBy({ func: { result } }: ExportedFunc): Type | null {
  if (result === null) return null;
  const target = resolveAlias(result);
  return typeof target !== 'string' && target.kind === 'result' ? target.ok : result;
}

function handledResource(type: Type): ResourceType | null {
  const target = resolveAlias(type);
  if (typeof target === 'string') return null;
  return target.kind === 'own' || target.kind === 'borrow' ? resourceOf(target.resource) : null;
}

function isOption(type: Type): boolean {
  const target = resolveAlias(type);
  return typeof target !== 'string' && target.kind === 'option';
}

/** `2 arguments`, `1 to 3 arguments` */
function countText(least: number, most: number): string {
  const range = least === most ? String(most) : `${least} to ${most}`;
  return most === 0 ? 'no arguments' : `${range} ${most === 1 ? 'argument' : 'arguments'}`;
}
