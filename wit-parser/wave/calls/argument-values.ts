import { InternalError } from '../../../base/index.js';
import { noneOf, type WaveKeys } from '../faces.js';
import { Findings } from '../findings.js';
import { WaveReader, type NamedValues } from '../read.js';
import type { CheckedCall } from './checked.js';
import { fits } from './names.js';
import type { Type } from '../../model.js';

/** What a name stands for while a line runs. */
export interface NamedValue {
  readonly type: Type;
  readonly value: unknown;
}

/**
 * The arguments of a call as JavaScript values; `named` are the results so far. What has been checked has values: nothing
 * can be wrong here.
 */
export function argumentValues(
  call: CheckedCall,
  keys: WaveKeys,
  named: ReadonlyMap<string, NamedValue>,
): unknown[] {
  const find = (name: string): NamedValue => {
    const value = named.get(name);
    if (value === undefined) throw new InternalError(`no value is named ${name}`);
    return value;
  };
  const names: NamedValues = {
    has: (name) => named.has(name),
    fits: ({ label }, type) => fits(find(label.name).type, type),
    value: ({ label }) => find(label.name).value,
    reject: () => undefined,
    rejectHandle: () => undefined,
  };
  const findings = new Findings();
  const reader = new WaveReader(findings, keys, names);
  const given = call.arguments.flatMap(({ node, type }) => (node === null ? [] : [reader.read(node, type)]));
  const [fault] = findings.diagnostics;
  if (fault !== undefined) throw new InternalError(`a checked argument is refused: ${fault.message}`);
  return [...given, ...call.arguments.slice(given.length).map(({ type }) => noneOf(type))];
}
