import { readFileSync } from 'node:fs';
import type { TrapCode } from '../../canonical-abi/index.js';
import { inRepository } from '../support/repository.js';
import { TRAP_CODES } from '../support/trap-codes.js';

/** One rule whose breach is a trap: our code for it, and the messages with which Wasmtime says it. */
interface MessageRow {
  readonly code: TrapCode;
  /** The heading of the specification that the rule is from. */
  readonly spec: string;
  /**
   * Indexes are written `N`. Two messages stand in two rows: between components, Wasmtime says the same of a pointer that
   * `realloc` gave as of one that was passed.
   */
  readonly messages: readonly string[];
}

/** The codes for each message that a script may expect of a trap. */
export function trapCodesByMessage(): ReadonlyMap<string, ReadonlySet<TrapCode>> {
  const rows = JSON.parse(
    readFileSync(inRepository('test', 'conformance', 'trap-messages.json'), 'utf8'),
  ) as readonly MessageRow[];
  const known: ReadonlySet<string> = new Set(TRAP_CODES);
  const codes = new Map<string, Set<TrapCode>>();
  for (const { code, messages } of rows) {
    if (!known.has(code)) throw new Error(`trap-messages.json: there is no trap ${code}`);
    for (const message of messages) codes.set(message, (codes.get(message) ?? new Set()).add(code));
  }
  return codes;
}

/** A message as the table has it: without Wasmtime's `wasm trap: `, and without the number of an index. */
export function tableMessage(text: string): string {
  return text.replace(/^wasm trap: /, '').replace(/\bindex \d+/, 'index N');
}
