import type { Diagnostic, Result } from '../../base/index.js';
import { Cursor, Malformed } from '../binary/cursor.js';
import type { Located } from '../model/sort.js';
import type { Slice } from '../slice.js';
import type { CodeVisitor } from './code-visitor.js';
import type { CoreModule } from './module.js';
import { readConstantExpression, readFunctionBody } from './read-instructions.js';

/** What stands at a place of a core module: the locals and instructions of a function, or a constant expression. */
export type CodeKind = 'function body' | 'constant expression';

/** A cursor on the bytes at `place` of `slice`. */
function cursorAt(slice: Slice, { start, end }: Located, kind: CodeKind): Cursor {
  const cursor = new Cursor(slice, kind);
  cursor.at = start;
  cursor.end = end;
  cursor.within = 'an instruction';
  return cursor;
}

/**
 * Walks the code at `place`, and tells `visitor` of every instruction and of every use of an index of the module.
 * @returns the finding if the code is malformed: an unknown opcode, a missing `end`, bytes behind the last one. What
 *   comes before it has been visited. That the code is valid is not looked at.
 */
export function walkCode(
  slice: Slice,
  place: Located,
  kind: CodeKind,
  visitor: CodeVisitor,
): readonly Diagnostic[] {
  const cursor = cursorAt(slice, place, kind);
  return findingsOf(() => {
    cursor.bounded(kind, place.end - place.start, () => {
      if (kind === 'function body') readFunctionBody(cursor, visitor);
      else readConstantExpression(cursor, visitor);
    });
  });
}

/**
 * Where the functions that `module` defines have their locals and instructions, in order.
 * @returns those up to the first that is malformed
 */
export function functionBodies(module: CoreModule): Result<readonly Located[]> {
  const bodies: Located[] = [];
  const section = module.sections.find(({ name }) => name === 'code');
  if (section === undefined) return { value: bodies, diagnostics: [] };
  const cursor = cursorAt(module.source, section, 'function body');
  cursor.container = 'code section';
  cursor.within = 'a function body';
  const diagnostics = findingsOf(() => {
    cursor.bounded('code section', section.end - section.start, () => {
      for (let left = cursor.u32(); left > 0; left--) {
        const size = cursor.u32();
        const start = cursor.at;
        cursor.take(size);
        bodies.push({ start, end: cursor.at });
      }
    });
  });
  return { value: bodies, diagnostics };
}

function findingsOf(read: () => void): readonly Diagnostic[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof Malformed) return [error.diagnostic];
    throw error;
  }
}
