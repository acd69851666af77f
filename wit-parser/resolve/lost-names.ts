import type { Diagnostic, SourceFile } from '../../base/index.js';
import { parse } from '../syntax/index.js';
import type { Token, WitFile } from '../syntax/tree.js';
import { brokenRegions, type ItemNode } from './broken-regions.js';

/**
 * What a scope may have lost to syntax errors. An unknown name that may be among it is not reported: the fault is the
 * syntax error, which has been. Any other unknown name is a fault of its own.
 */
export interface LostNames {
  /** A definition is there whose name is not. */
  readonly any: boolean;
  /** The identifiers of the items that are broken. */
  readonly names: ReadonlySet<string>;
}

export const NOTHING_LOST: LostNames = { any: false, names: new Set() };
export const ANYTHING_LOST: LostNames = { any: true, names: new Set() };

/** Whether anything was lost. */
export function isIncomplete(lost: LostNames): boolean {
  return lost !== NOTHING_LOST;
}

/** Whether `name` may have been defined by what was lost, perhaps run together with another word. */
export function mayBeLost(lost: LostNames, name: string): boolean {
  if (lost.any || lost.names.has(name)) return true;
  for (const word of lost.names) if (word.startsWith(name) || word.endsWith(name)) return true;
  return false;
}

/** What is lost when each of `parts` is. */
export function allLost(parts: Iterable<LostNames>): LostNames {
  const names = new Set<string>();
  let any = false;
  let isNothing = true;
  for (const part of parts) {
    if (part === NOTHING_LOST) continue;
    isNothing = false;
    any ||= part.any;
    for (const name of part.names) names.add(name);
  }
  return isNothing ? NOTHING_LOST : { any, names };
}

const byScope = new WeakMap<WitFile, ReadonlyMap<readonly ItemNode[], LostNames>>();

/** What `items`, those of one scope of `file`, have lost. */
export function lostNames(file: WitFile, items: readonly ItemNode[]): LostNames {
  return lostIn(file).get(items) ?? NOTHING_LOST;
}

/** Without what is said of names that a syntax error may have changed: one fault is told once. */
export function withoutEchoes(
  findings: readonly Diagnostic[],
  faultyFiles: readonly WitFile[],
): readonly Diagnostic[] {
  const { names } = allLost(faultyFiles.flatMap((file) => [...lostIn(file).values()]));
  const words: LostNames = { any: false, names };
  const faults = new Map(faultyFiles.map(({ source }) => [source.path, placesOfFaults(source)]));
  return findings.filter(({ primary }) => {
    if (primary === null || !('text' in primary.at.file)) return true;
    // A word in front of a syntax error is often two that have been run together.
    if (faults.get(primary.at.file.path)?.has(primary.at.end) === true) return false;
    const subject = primary.at.file.text.slice(primary.at.start, primary.at.end);
    return !mayBeLost(words, withoutEscape(subject));
  });
}

function placesOfFaults(source: SourceFile): ReadonlySet<number> {
  return new Set(parse(source).diagnostics.flatMap(({ primary }) => primary?.at.start ?? []));
}

function lostIn(file: WitFile): ReadonlyMap<readonly ItemNode[], LostNames> {
  const known = byScope.get(file);
  if (known !== undefined) return known;
  const parts = new Map<readonly ItemNode[], LostNames[]>();
  // The parser remembers what it found in a file.
  for (const { scope, tokens } of brokenRegions(file, parse(file.source).diagnostics)) {
    const ofScope = parts.get(scope);
    if (ofScope === undefined) parts.set(scope, [lostAmong(tokens)]);
    else ofScope.push(lostAmong(tokens));
  }
  const lost = new Map([...parts].map(([scope, ofScope]) => [scope, allLost(ofScope)]));
  byScope.set(file, lost);
  return lost;
}

/** Behind these words stands the name that they define. */
const DEFINING = new Set(['record', 'variant', 'enum', 'flags', 'resource', 'type', 'interface', 'world']);

/** These bring in names, of which one may be what is missing. */
const BRINGING = new Set(['use', 'include']);

/** What can begin an item: a word, or an attribute. */
const BEGINNING = /^[a-z@]/;

function lostAmong(tokens: readonly Token[]): LostNames {
  const names = new Set<string>();
  let any = tokens[0] !== undefined && !BEGINNING.test(tokens[0].kind);
  let expectsName = false;
  for (const { kind, text } of tokens) {
    if (kind === 'id') names.add(withoutEscape(text));
    else if (expectsName || BRINGING.has(kind)) any = true;
    expectsName = DEFINING.has(kind);
  }
  return { any: any || expectsName, names };
}

function withoutEscape(text: string): string {
  return text.startsWith('%') ? text.slice(1) : text;
}
