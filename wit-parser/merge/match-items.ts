import { type Diagnostic, type Label, type Span, uniquenessKey } from '../../base/index.js';
import type { Func, Interface, Package, Stability, TypeDef, World, WorldItem } from '../model.js';
import { modelMessages } from '../model-messages.js';
import { stabilityText } from '../print/wit-writer.js';
import { interfaceId } from '../query.js';
import { functionDifference, typeDifference } from './differences.js';

/** Which nodes of the second model are copies of which of the first. */
export interface Counterparts {
  readonly packages: Map<Package, Package>;
  readonly interfaces: Map<Interface, Interface>;
  readonly worlds: Map<World, World>;
  readonly types: Map<TypeDef, TypeDef>;
  readonly functions: Map<Func, Func>;
  readonly items: Map<WorldItem, WorldItem>;
}

export function noCounterparts(): Counterparts {
  return {
    packages: new Map(),
    interfaces: new Map(),
    worlds: new Map(),
    types: new Map(),
    functions: new Map(),
    items: new Map(),
  };
}

/** The copies found so far, and where they disagree. */
export interface Matcher {
  readonly counterparts: Counterparts;
  readonly diagnostics: Diagnostic[];
}

/** Either copy may have types and functions that the other lacks: they are views of one interface. */
export function matchInterfaces(matcher: Matcher, into: Interface, from: Interface): void {
  matcher.counterparts.interfaces.set(from, into);
  const where = interfaceId(into) ?? 'an inline interface';
  matchStability(matcher, `interface \`${where}\``, into, from);
  for (const [name, type] of from.types) {
    const other = into.types.get(name);
    if (other !== undefined) matchTypes(matcher, where, other, type);
  }
  for (const [name, func] of from.functions) {
    const other = into.functions.get(name);
    if (other !== undefined) matchFunctions(matcher, where, other, func);
  }
  matchNames(matcher, where, itemsOf(into), itemsOf(from));
}

function itemsOf(iface: Interface): readonly Placed[] {
  const types = [...iface.types].map(([name, { span }]) => ({ name, span }));
  return [...types, ...iface.functions.values()];
}

export interface Placed {
  readonly name: string;
  readonly span: Span | null;
}

/** Names that differ and yet count as one may come together only now. */
function matchNames(matcher: Matcher, where: string, into: readonly Placed[], from: readonly Placed[]): void {
  const names = new Map(into.map((item) => [uniquenessKey(item.name), item]));
  for (const item of from) {
    const other = names.get(uniquenessKey(item.name));
    if (other !== undefined && other.name !== item.name) reportNames(matcher, where, item, other);
  }
}

export function reportNames(matcher: Matcher, where: string, item: Placed, previous: Placed): void {
  const facts = { where: `\`${where}\``, name: item.name, previous: previous.name };
  report(matcher, modelMessages.nameConflict.at(item.span, facts, { secondary: labelled(previous.span) }));
}

export function matchTypes(matcher: Matcher, where: string, into: TypeDef, from: TypeDef): void {
  matcher.counterparts.types.set(from, into);
  const name = into.name ?? '';
  matchStability(matcher, `type \`${name}\` of \`${where}\``, into, from);
  const difference = typeDifference(from, into);
  if (difference === null) return;
  const facts = { name, where: `\`${where}\``, difference };
  report(matcher, modelMessages.typeConflict.at(from.span, facts, { secondary: labelled(into.span) }));
}

export function matchFunctions(matcher: Matcher, where: string, into: Func, from: Func): void {
  matcher.counterparts.functions.set(from, into);
  matchStability(matcher, `function \`${into.name}\` of \`${where}\``, into, from);
  const difference = functionDifference(from, into);
  if (difference === null) return;
  const facts = { name: into.name, where: `\`${where}\``, difference };
  report(matcher, modelMessages.functionConflict.at(from.span, facts, { secondary: labelled(into.span) }));
}

interface Gated {
  readonly stability: Stability | null;
  readonly span: Span | null;
}

/** A binary knows no gates, so one copy may lack them; two gates must be the same. */
export function matchStability(matcher: Matcher, what: string, into: Gated, from: Gated): void {
  if (into.stability === null || from.stability === null) return;
  const first = stabilityText(into.stability).join(' ');
  const second = stabilityText(from.stability).join(' ');
  if (first === second) return;
  const facts = { what, first, second };
  report(matcher, modelMessages.gateConflict.at(from.span, facts, { secondary: labelled(into.span) }));
}

export function report(matcher: Matcher, diagnostic: Diagnostic): void {
  matcher.diagnostics.push(diagnostic);
}

export function labelled(span: Span | null): readonly Label[] {
  return span === null ? [] : [{ at: span, label: 'the other copy is here' }];
}
