import { describe, expect, it } from 'vitest';
import * as abi from '../../canonical-abi/index.js';
import { logOf } from './vectors/call-run.js';
import { countBy, differences } from './vectors/compare-vectors.js';
import { type CallVector, type Event, readCallVectors } from './vectors/read-call-vectors.js';
import { typeOf } from './vectors/read-vectors.js';
import { fromWasm, jsValue } from './vectors/vector-ends.js';

const vectors = readCallVectors();
const SPEC = abi.createSpecGlue();
const EMITTED = abi.createStraightGlue({ fallback: SPEC });

/** The code of each trap in definitions.py, by the function and the condition there. */
const CODES: Readonly<Record<string, abi.TrapCode>> = {
  'core code: unreachable': 'unreachable',
  call_and_trap_on_throw: 'core-exception',
  'canon_lower: not thread.task.inst.may_leave': 'cannot-leave',
  'canon_resource_new: not inst.may_leave': 'cannot-leave',
  'canon_resource_drop: not inst.may_leave': 'cannot-leave',
  'canon_resource_drop: not isinstance(h, ResourceHandle)': 'wrong-handle-type',
  'canon_resource_drop: h.rt is not rt': 'wrong-handle-type',
  'canon_resource_drop: h.num_lends != 0': 'handle-lent',
  'canon_resource_rep: not isinstance(h, ResourceHandle)': 'wrong-handle-type',
  'get: i >= len(self.array)': 'unknown-handle',
  'get: self.array[i] is None': 'unknown-handle',
  'lift_own: not isinstance(h, ResourceHandle)': 'wrong-handle-type',
  'lift_own: h.rt is not t.rt': 'wrong-handle-type',
  'lift_own: h.num_lends != 0': 'handle-lent',
  'lift_own: not h.own': 'handle-not-owned',
  'lift_borrow: not isinstance(h, ResourceHandle)': 'wrong-handle-type',
  'return_: self.num_borrows > 0': 'borrows-remain',
  'lift_flat_values: ptr != align_to(ptr, alignment(tuple_type, cx.opts.memory.ptr_type()))':
    'unaligned-pointer',
  'lift_flat_values: ptr + elem_size(tuple_type, cx.opts.memory.ptr_type()) > len(cx.opts.memory)':
    'pointer-out-of-bounds',
  'lower_flat_values: ptr != align_to(ptr, alignment(tuple_type, cx.opts.memory.ptr_type()))':
    'unaligned-pointer',
  'lower_flat_values: ptr + elem_size(tuple_type, cx.opts.memory.ptr_type()) > len(cx.opts.memory)':
    'pointer-out-of-bounds',
  'lift_flat_variant: case_index >= len(cases)': 'invalid-discriminant',
  'store_list_into_range: ptr + byte_length > len(cx.opts.memory)': 'realloc-out-of-bounds',
  'store_string_copy: ptr != align_to(ptr, dst_alignment)': 'realloc-unaligned',
  'store_string_copy: ptr + dst_byte_length > len(cx.opts.memory)': 'realloc-out-of-bounds',
  'store_string_to_utf8: ptr + len(encoded) > len(cx.opts.memory)': 'realloc-out-of-bounds',
  'store_string_to_utf8: ptr + worst_case_size > len(cx.opts.memory)': 'realloc-out-of-bounds',
  'store_utf8_to_utf16: ptr + worst_case_size > len(cx.opts.memory)': 'realloc-out-of-bounds',
};

/** The log as an engine must give it. */
function expectedOf(vector: CallVector): object {
  return vector.log.map((event) => expectedEvent(vector, event));
}

function expectedEvent({ functions }: CallVector, event: Event): readonly unknown[] {
  switch (event[0]) {
    case 'core':
    case 'returned':
    case 'post-return': {
      const [name, func, flat, rest] = event;
      return [name, func, flat.map(fromWasm), rest];
    }
    case 'host':
    case 'result': {
      const [name, func, values] = event;
      const { params = [], result = null } = functions[func] ?? {};
      const types = name === 'host' ? params : [result ?? 'bool'];
      return [name, func, values.map((value, i) => jsValue(typeOf(types[i] ?? 'bool'), value))];
    }
    case 'trap':
      return ['trap', CODES[event[1]] ?? event[1]];
    default:
      return event;
  }
}

function outcome(glue: abi.Glue, vector: CallVector): object {
  return logOf(glue, vector).map((event) => (event[1] instanceof abi.Trap ? ['trap', event[1].code] : event));
}

/** With all that a trap says. */
function details(glue: abi.Glue, vector: CallVector): object {
  return logOf(glue, vector).map((event) => {
    if (!(event[1] instanceof abi.Trap)) return event;
    const { code, path, component, function: func, message } = event[1];
    return ['trap', { code, path, component, func, message }];
  });
}

describe('whole calls', () => {
  it.each([
    { name: 'the spec-shaped engine', glue: SPEC },
    { name: 'the emitted text', glue: EMITTED },
  ])('are by $name what they are by definitions.py', ({ glue }) => {
    expect(differences(vectors, (vector) => outcome(glue, vector), expectedOf)).toEqual([]);
  });

  it('trap with the same words in both engines', () => {
    const [spec, emitted] = [SPEC, EMITTED].map((glue) => (vector: CallVector) => details(glue, vector));
    if (spec === undefined || emitted === undefined) throw new Error('there are two engines');
    expect(differences(vectors, emitted, spec)).toEqual([]);
  });
});

describe('the vectors of whole calls', () => {
  const kinds = countBy(vectors, ({ kind }) => kind);
  const events = countBy(
    vectors.flatMap(({ log }) => log),
    ([name]) => name,
  );
  const traps = countBy(
    vectors.flatMap(({ log }) => log.filter((event) => event[0] === 'trap')),
    ([, site]) => site,
  );

  it('are five for each kind of type and way to call, and twenty for each script', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(500);
    const ofValues = [...kinds].filter(([kind]) => /^(?:lift|lower|cross) /.test(kind));
    const ofScripts = [...kinds].filter(([kind]) => !/^(?:lift|lower|cross) /.test(kind));
    expect([ofValues.length, ofScripts.length]).toEqual([3 * 26, 17]);
    expect(Math.min(...ofValues.map(([, count]) => count))).toBeGreaterThanOrEqual(5);
    expect(Math.min(...ofScripts.map(([, count]) => count))).toBeGreaterThanOrEqual(20);
  });

  it('are traps in a quarter of all and more, at each place that has a code here', () => {
    const count = [...traps.values()].reduce((sum, n) => sum + n, 0);
    expect(count / vectors.length).toBeGreaterThanOrEqual(0.25);
    expect([...traps.keys()].sort()).toEqual(Object.keys(CODES).sort());
    expect(traps.get('return_: self.num_borrows > 0')).toBeGreaterThanOrEqual(20);
  });

  it('see each event often: calls of core code and the host, realloc, post-return, destructors, refusals', () => {
    const often = [
      'core',
      'host',
      'realloc',
      'post-return',
      'destructor',
      'returned',
      'result',
      'refused',
      'dropped',
    ];
    for (const name of often) expect([name, (events.get(name) ?? 0) >= 50]).toEqual([name, true]);
  });
});
