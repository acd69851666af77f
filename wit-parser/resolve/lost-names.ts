import { elementsOf } from '../syntax/index.js';
import type { ErrorNode, WitFile } from '../syntax/tree.js';

/**
 * What a scope may have lost to syntax errors. An unknown name that may be among it is not reported: the fault is the
 * syntax error, which has been. Any other unknown name is a fault of its own.
 */
export interface LostNames {
  /** A definition is there whose name is not. */
  readonly any: boolean;
  /** The identifiers in the text that could not be read. */
  readonly names: ReadonlySet<string>;
}

export const NOTHING_LOST: LostNames = { any: false, names: new Set() };
export const ANYTHING_LOST: LostNames = { any: true, names: new Set() };

/** Whether `name` may have been defined by what was lost. */
export function mayBeLost(lost: LostNames, name: string): boolean {
  return lost.any || lost.names.has(name);
}

/** Whether anything was lost. */
export function isIncomplete(lost: LostNames): boolean {
  return lost !== NOTHING_LOST;
}

/** What `items`, those of one scope of `file`, have lost. */
export function lostNames(
  file: WitFile,
  items: readonly ((ErrorNode | { readonly kind: string; readonly start: number }) & {
    readonly name?: unknown;
  })[],
): LostNames {
  let lost = NOTHING_LOST;
  for (const item of items) {
    if (item.kind === 'error') lost = bothLost(lost, lostIn(file, item as ErrorNode));
    else if (isMissing(item.name)) lost = ANYTHING_LOST;
  }
  return lost;
}

/** What is lost when both `a` and `b` are. */
export function bothLost(a: LostNames, b: LostNames): LostNames {
  if (a === NOTHING_LOST) return b;
  if (b === NOTHING_LOST) return a;
  return { any: a.any || b.any, names: new Set([...a.names, ...b.names]) };
}

/** After these words comes the name that they define. */
const DEFINING: ReadonlySet<string> = new Set([
  'record',
  'variant',
  'enum',
  'flags',
  'resource',
  'type',
  'interface',
  'world',
]);

/** `use` and `include` bring in names, of which one may be what is missing. */
const BRINGING: ReadonlySet<string> = new Set(['use', 'include']);

function lostIn(file: WitFile, node: ErrorNode): LostNames {
  const names = new Set<string>();
  let any = false;
  let expectsName = false;
  for (const { kind, ...token } of elementsOf(file, node)) {
    if (!('text' in token)) continue;
    if (kind === 'id') names.add(token.text.startsWith('%') ? token.text.slice(1) : token.text);
    else if (expectsName || BRINGING.has(kind)) any = true;
    expectsName = DEFINING.has(kind);
  }
  return any || expectsName ? { any: true, names } : { any: false, names };
}

function isMissing(name: unknown): boolean {
  return typeof name === 'object' && name !== null && 'kind' in name && name.kind === 'missing';
}
