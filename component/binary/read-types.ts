import { LIMITS } from '../limits.js';
import { componentMessages } from '../messages.js';
import type { ModuleDeclaration, ModuleType } from '../model/core-types.js';
import type {
  Alias,
  CoreTypeDefinition,
  Declaration,
  ExportDeclaration,
  Import,
  TypeDeclaration,
  TypeDefinition,
} from '../model/definitions.js';
import type { ExternType, FuncType, Type, TypeBound, ValueBound } from '../model/types.js';
import type { Cursor } from './cursor.js';
import { PRIMITIVES } from './opcodes.js';
import { readCoreExternType, readCoreImport, readCoreValType, readRecType } from './read-core-types.js';
import { readCoreSort, readExternName, readSort } from './read-names.js';
import { readDefinedType, readLabelledType, readResultList, readValType } from './read-value-types.js';

/** @spec Binary.md#type-definitions */
export function readCoreType(cursor: Cursor): CoreTypeDefinition {
  const start = cursor.at;
  const opcode = cursor.peek();
  if (opcode === 0x50) {
    cursor.byte();
    const type = readModuleType(cursor);
    return { kind: 'core type', type, start, end: cursor.at };
  }
  if (opcode === 0x00) {
    // `0x50` alone would be a module type, so an open sub type has a prefix here.
    cursor.byte();
    if (cursor.peek() !== 0x50) {
      cursor.byte();
      throw cursor.badByte('a core type behind the prefix `0x00`', '`0x50` (sub)');
    }
  }
  const type = readRecType(cursor);
  return { kind: 'core type', type, start, end: cursor.at };
}

function readModuleType(cursor: Cursor): ModuleType {
  const declarations = cursor.vector('declaration', LIMITS.moduleDeclarations, readModuleDeclaration);
  return { kind: 'module', declarations };
}

function readModuleDeclaration(cursor: Cursor): ModuleDeclaration {
  const start = cursor.at;
  switch (cursor.byte()) {
    case 0x00: {
      const { module, name, type } = readCoreImport(cursor);
      return { kind: 'import', module, name, type, start, end: cursor.at };
    }
    case 0x01: {
      const type = readRecType(cursor);
      return { kind: 'type', type, start, end: cursor.at };
    }
    case 0x02: {
      if (cursor.byte() !== 0x10)
        throw cursor.badByte('the sort of an alias in a module type', '`0x10` (type)');
      if (cursor.byte() !== 0x01) throw cursor.badByte('an alias in a module type', '`0x01` (outer)');
      const count = cursor.u32();
      const index = cursor.u32();
      return { kind: 'outer alias', count, index, start, end: cursor.at };
    }
    case 0x03: {
      const name = cursor.name();
      const type = readCoreExternType(cursor);
      return { kind: 'export', name, type, start, end: cursor.at };
    }
    default:
      throw cursor.badByte(
        'a declaration in a module type',
        '`0x00` (import), `0x01` (type), `0x02` (alias) or `0x03` (export)',
      );
  }
}

/** @spec Binary.md#type-definitions */
export function readTypeDefinition(cursor: Cursor, depth = 0): TypeDefinition {
  const start = cursor.at;
  const type = readType(cursor, depth);
  return { kind: 'type', type, start, end: cursor.at };
}

function readType(cursor: Cursor, depth: number): Type {
  const opcode = cursor.byte();
  const primitive = PRIMITIVES.nameOf.get(opcode);
  if (primitive !== undefined) return { kind: 'primitive', primitive };
  switch (opcode) {
    case 0x3f: {
      const representation = readCoreValType(cursor);
      const destructor = cursor.flag('whether a resource has a destructor') ? cursor.u32() : null;
      return { kind: 'resource', representation, destructor };
    }
    case 0x40:
    case 0x43:
      return readFuncType(cursor, opcode === 0x43);
    case 0x41:
    case 0x42: {
      if (depth >= LIMITS.nesting) {
        const args = { what: 'component and instance types', limit: LIMITS.nesting };
        throw cursor.malformed(componentMessages.nestingTooDeep, cursor.at - 1, args);
      }
      const isComponent = opcode === 0x41;
      if (!isComponent) {
        const read = (): TypeDeclaration => readTypeDeclaration(cursor, depth + 1, 'an instance type');
        return { kind: 'instance', declarations: cursor.vector('declaration', LIMITS.declarations, read) };
      }
      const read = (): Declaration => readDeclaration(cursor, depth + 1);
      return { kind: 'component', declarations: cursor.vector('declaration', LIMITS.declarations, read) };
    }
    default:
      return readDefinedType(cursor, opcode);
  }
}

function readFuncType(cursor: Cursor, async: boolean): FuncType {
  const params = cursor.vector('parameter', LIMITS.params, readLabelledType);
  return { kind: 'func', async, params, result: readResultList(cursor) };
}

function readDeclaration(cursor: Cursor, depth: number): Declaration {
  if (cursor.peek() !== 0x03) return readTypeDeclaration(cursor, depth, 'a component type');
  const start = cursor.at;
  cursor.byte();
  return { ...readImport(cursor), start };
}

function readTypeDeclaration(cursor: Cursor, depth: number, container: string): TypeDeclaration {
  const start = cursor.at;
  switch (cursor.byte()) {
    case 0x00:
      return { ...readCoreType(cursor), start };
    case 0x01:
      return { ...readTypeDefinition(cursor, depth), start };
    case 0x02:
      return { ...readAlias(cursor), start };
    case 0x04:
      return { ...readExportDeclaration(cursor), start };
    default:
      throw cursor.badByte(
        `a declaration in ${container}`,
        container === 'a component type'
          ? '`0x00` (core type) to `0x04` (export)'
          : '`0x00` (core type), `0x01` (type), `0x02` (alias) or `0x04` (export)',
      );
  }
}

export function readImport(cursor: Cursor): Import {
  const start = cursor.at;
  const name = readExternName(cursor);
  const type = readExternType(cursor);
  return { kind: 'import', name, type, start, end: cursor.at };
}

function readExportDeclaration(cursor: Cursor): ExportDeclaration {
  const start = cursor.at;
  const name = readExternName(cursor);
  const type = readExternType(cursor);
  return { kind: 'export declaration', name, type, start, end: cursor.at };
}

/** @spec Binary.md#alias-definitions */
export function readAlias(cursor: Cursor): Alias {
  const start = cursor.at;
  const sort = readSort(cursor);
  const sortEnd = cursor.at;
  const form = cursor.byte();
  switch (form) {
    case 0x00:
    case 0x01: {
      const target = form === 0x00 ? 'export' : 'core export';
      const instance = cursor.u32();
      const name = cursor.name();
      return { kind: 'alias', sort, target, instance, name, start, end: cursor.at };
    }
    case 0x02: {
      if (!OUTER_SORTS.has(sort)) {
        cursor.at = sortEnd;
        const expected = '`core module`, `core type`, `type` or `component`';
        const args = { sort, what: 'an outer alias', expected };
        throw cursor.malformed(componentMessages.sortNotAllowed, start, args);
      }
      const count = cursor.u32();
      const index = cursor.u32();
      return { kind: 'alias', sort, target: 'outer', count, index, start, end: cursor.at };
    }
    default:
      throw cursor.badByte('an alias', '`0x00` (export), `0x01` (core export) or `0x02` (outer)');
  }
}

/** What may be aliased from an enclosing scope: definitions that are the same wherever they are used. */
const OUTER_SORTS: ReadonlySet<string> = new Set(['core module', 'core type', 'type', 'component']);

/** @spec Binary.md#type-definitions */
export function readExternType(cursor: Cursor): ExternType {
  const opcode = cursor.byte();
  switch (opcode) {
    case 0x00: {
      if (readCoreSort(cursor) !== 'core module')
        throw cursor.badByte('a core extern type', '`0x11` (module)');
      return { kind: 'core module', type: cursor.u32() };
    }
    case 0x01:
      return { kind: 'func', type: cursor.u32() };
    case 0x02:
      return { kind: 'value', bound: readValueBound(cursor) };
    case 0x03:
      return { kind: 'type', bound: readTypeBound(cursor) };
    case 0x04:
      return { kind: 'component', type: cursor.u32() };
    case 0x05:
      return { kind: 'instance', type: cursor.u32() };
    default:
      throw cursor.badByte('the type of an import or export', '`0x00` (core module) to `0x05` (instance)');
  }
}

function readTypeBound(cursor: Cursor): TypeBound {
  switch (cursor.byte()) {
    case 0x00:
      return { kind: 'eq', type: cursor.u32() };
    case 0x01:
      return { kind: 'sub resource' };
    default:
      throw cursor.badByte('the bound of a type', '`0x00` (eq) or `0x01` (sub resource)');
  }
}

/**
 * @spec Binary.md#type-definitions
 * @deviation wasm-tools writes a value type without the `0x01` before it. That is read too where it cannot be mistaken:
 * when the type is a primitive one.
 */
function readValueBound(cursor: Cursor): ValueBound {
  if (PRIMITIVES.nameOf.has(cursor.peek())) {
    return { kind: 'type', type: readValType(cursor), isBare: true };
  }
  switch (cursor.byte()) {
    case 0x00:
      return { kind: 'eq', value: cursor.u32() };
    case 0x01:
      return { kind: 'type', type: readValType(cursor), isBare: false };
    default:
      throw cursor.badByte('the bound of a value', '`0x00` (eq) or `0x01` (a type)');
  }
}
