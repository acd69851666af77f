import type { Diagnostic } from '../../base/index.js';
import { Cursor, Malformed } from '../binary/cursor.js';
import { readCoreExternType, readRefType } from '../binary/read-core-types.js';
import type { CoreModule, CoreSectionName } from '../core/module.js';
import type { Instruction } from '../core/opcodes/table.js';
import { readConstantExpression, readFunctionBody } from '../core/read-instructions.js';
import { walkCode } from '../core/walk-code.js';
import type { FeatureName } from '../features.js';
import type { HeapType } from '../model/core-types.js';
import { needsOfHeap, type Need } from './core-needs.js';

export interface CodeNeeds {
  /** The features that code and segments need, each with the first thing that needs it. */
  readonly needs: ReadonlyMap<FeatureName, string>;
  /** The first malformed byte. */
  readonly malformed: Diagnostic | null;
}

/**
 * The features that only they see who read all of a core module: those of instructions, of segments and of the form of the
 * import section.
 */
export function codeNeeds(module: CoreModule): CodeNeeds {
  const needs = new Map<FeatureName, string>();
  const need: Need = (feature, what) => {
    if (!needs.has(feature)) needs.set(feature, what);
  };
  if (module.sections.some(({ name }) => name === 'data count')) need('bulk-memory', 'a data count section');
  for (const { initial } of [...module.tables, ...module.globals]) {
    if (initial !== null) walkCode(module.source, initial, 'constant expression', constantVisitor(need));
  }
  try {
    inSection(module, 'import', (cursor) => readImportForms(cursor, need));
    inSection(module, 'element', (cursor) => readElements(cursor, need));
    inSection(module, 'code', (cursor) => readBodies(cursor, need));
    inSection(module, 'data', (cursor) => readData(cursor, need));
  } catch (error) {
    if (error instanceof Malformed) return { needs, malformed: error.diagnostic };
    throw error;
  }
  return { needs, malformed: null };
}

interface Visitor {
  readonly instruction: (instruction: Instruction) => void;
  readonly abstractHeap: (heap: HeapType) => void;
}

function codeVisitor(need: Need): Visitor {
  return {
    instruction: ({ name, proposal }) => {
      if (proposal !== 'mvp') need(OPTIONAL_BULK.has(name) ? 'bulk-memory-opt' : proposal, `\`${name}\``);
      else if (FLOAT.test(name)) need('floats', `\`${name}\``);
    },
    abstractHeap: (heap) => needsOfHeap(heap, need),
  };
}

/** Of the bulk-memory proposal, what has a name of its own for those who want no more of it. */
const OPTIONAL_BULK: ReadonlySet<string> = new Set(['memory.copy', 'memory.fill']);
const FLOAT = /^f(?:32|64)\./;
const ARITHMETIC = /^i(?:32|64)\.(?:add|sub|mul)$/;

function constantVisitor(need: Need): Visitor {
  const visitor = codeVisitor(need);
  return {
    ...visitor,
    instruction: (instruction) => {
      const { name } = instruction;
      if (ARITHMETIC.test(name)) need('extended-const', `\`${name}\` in a constant expression`);
      visitor.instruction(instruction);
    },
  };
}

/** Lets `read` read each item of a section that is a list. */
function inSection(module: CoreModule, name: CoreSectionName, read: (cursor: Cursor) => void): void {
  const section = module.sections.find((each) => each.name === name);
  if (section === undefined) return;
  const cursor = new Cursor(module.source, `${name} section`);
  cursor.at = section.start;
  cursor.within = 'an item';
  cursor.bounded(`${name} section`, section.end - section.start, () => {
    for (let left = cursor.u32(); left > 0; left--) read(cursor);
  });
}

/** Several imports of one module may share its name. */
function readImportForms(cursor: Cursor, need: Need): void {
  cursor.name();
  const isEmpty = cursor.name() === '';
  const form = isEmpty ? cursor.peek() : 0;
  if (form !== 0x7f && form !== 0x7e) {
    readCoreExternType(cursor);
    return;
  }
  need('compact-imports', 'a group of imports');
  cursor.byte();
  if (form === 0x7e) readCoreExternType(cursor);
  for (let left = cursor.u32(); left > 0; left--) {
    cursor.name();
    if (form === 0x7f) readCoreExternType(cursor);
  }
}

function readElements(cursor: Cursor, need: Need): void {
  const flags = cursor.u32();
  const isActive = (flags & 0b001) === 0;
  if (!isActive) need('bulk-memory', 'an element segment that is not active');
  if (isActive && (flags & 0b010) !== 0) cursor.u32();
  if (isActive) readConstantExpression(cursor, constantVisitor(need));
  const hasExpressions = (flags & 0b100) !== 0;
  if ((flags & 0b011) !== 0) {
    if (hasExpressions) readRefType(cursor);
    else cursor.byte();
  }
  for (let left = cursor.u32(); left > 0; left--) {
    if (hasExpressions) readConstantExpression(cursor, constantVisitor(need));
    else cursor.u32();
  }
}

function readBodies(cursor: Cursor, need: Need): void {
  const size = cursor.u32();
  cursor.bounded('function body', size, () => readFunctionBody(cursor, codeVisitor(need)));
}

function readData(cursor: Cursor, need: Need): void {
  const flags = cursor.u32();
  if (flags === 1) need('bulk-memory', 'a passive data segment');
  if (flags === 2) cursor.u32();
  if (flags !== 1) readConstantExpression(cursor, constantVisitor(need));
  cursor.take(cursor.u32());
}
