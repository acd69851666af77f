import { readWave, printWave } from '../../wit-parser/wave/index.js';
import { fieldName } from '../../bindgen/js-names/index.js';
import type { Result } from '../../base/index.js';
import type { Type } from '../../wit-parser/index.js';
import type { ValType } from '../../canonical-abi/index.js';
import { interfaceText } from './value-types.js';
import { resolveFilesOrThrow } from './resolve-wit.js';

/** Types of WIT, by name: those of `definitions`, the body of an interface. */
export function waveTypes(definitions: string): ReadonlyMap<string, Type> {
  const text = `package test:wave;\ninterface types {\n${definitions}\n}`;
  const { main } = resolveFilesOrThrow(new Map([['wave.wit', text]]), 'wave.wit');
  return main.interfaces.get('types')?.types ?? new Map();
}

/** The type that WIT calls `text`, which may refer to `definitions`. */
export function waveType(text: string, definitions = ''): Type {
  const type = waveTypes(`${definitions}\ntype subject = ${text};`).get('subject');
  if (type === undefined) throw new Error(`no type \`${text}\``);
  return type;
}

/** Reads `text` with the keys of `docs/typescript.md`. */
export function read(text: string, type: Type): Result<unknown> {
  return readWave({ path: 'value.wave', text }, type, { key: fieldName });
}

export function print(value: unknown, type: Type): string {
  return printWave(type, value, { key: fieldName });
}

/** A type of the Canonical ABI as WIT has it. */
export function typeOf(type: ValType): Type {
  const params = [{ label: 'x', type }];
  const text = interfaceText('types', new Map([['f', { params, result: null, async: false }]]));
  const body = text.slice(text.indexOf('{') + 1, text.lastIndexOf('}'));
  const subject = waveTypes(body.replace(/f: func\(x: (.*)\);/, 'type subject = $1;')).get('subject');
  if (subject === undefined) throw new Error('no type in the interface');
  return subject;
}
