import { describe, expect, it } from 'vitest';
import {
  DEFAULT_FEATURES,
  parseFeatures,
  type ComponentBuilder,
  type FuncType,
} from '../../../component/index.js';
import { addCoreLibrary } from '../../support/core-library.js';
import { codesIn, findingsIn } from '../../support/validated.js';

const func = (parts: Partial<FuncType> = {}): FuncType => ({
  kind: 'func',
  async: false,
  params: [],
  result: null,
  ...parts,
});

const GREET = func({ params: [{ label: 'name', type: 'string' }], result: 'string' });
const REALLOC = [['i32', 'i32', 'i32', 'i32'], ['i32']] as const;

/** A lift of `type` from a core function of the signature `core`, with a memory and `realloc`. */
function lift(component: ComponentBuilder, type: FuncType, core: Parameters<typeof addCoreLibrary>[1][string]): void {
  const library = addCoreLibrary(component, { f: core, realloc: REALLOC });
  component.canon({
    name: 'lift',
    coreFunc: library.func('f'),
    options: [
      { kind: 'memory', index: library.memory() },
      { kind: 'realloc', index: library.func('realloc') },
    ],
    type: component.type(type),
  });
} // prettier-ignore

describe('a lift', () => {
  it('takes a core function of the signature that its type flattens to', () => {
    expect(findingsIn((component) => lift(component, GREET, [['i32', 'i32'], ['i32']]))).toEqual([]);
    expect(findingsIn((component) => lift(component, GREET, [['i32'], []]))).toEqual([
      'component/wrong-core-signature: expected a core function of type `(param i32 i32) (result i32)` to lift, found `(param i32)`',
    ]);
  });

  it('needs memory and `realloc` for the strings and lists that it passes', () => {
    const found = findingsIn((component) => {
      const library = addCoreLibrary(component, { f: [['i32', 'i32'], ['i32']] });
      const type = component.type(GREET);
      component.canon({ name: 'lift', coreFunc: library.func('f'), options: [], type });
    });
    expect(found).toEqual([
      'component/missing-canon-option: `lift` needs the canonical option `memory`: its parameters hold a string or a list',
      'component/missing-canon-option: `lift` needs the canonical option `realloc`: its parameters hold a string or a list',
    ]);
  });

  it('needs memory for a result of several core values', () => {
    const pair = (component: ComponentBuilder): void => {
      const library = addCoreLibrary(component, { f: [[], ['i32']] });
      const tuple = component.type({ kind: 'tuple', types: ['u32', 'u32'] });
      const type = component.type(func({ result: tuple }));
      component.canon({ name: 'lift', coreFunc: library.func('f'), options: [], type });
    };
    expect(findingsIn(pair)).toEqual([
      'component/missing-canon-option: `lift` needs the canonical option `memory`: its result takes more than 1 core value',
    ]);
  });

  it('says of each option alone what is wrong with it', () => {
    const found = codesIn((component) => {
      const library = addCoreLibrary(component, { f: [[], []], realloc: [['i32'], ['i32']] });
      component.canon({
        name: 'lift',
        coreFunc: library.func('f'),
        options: [
          { kind: 'memory', index: library.memory() },
          { kind: 'realloc', index: library.func('realloc') },
          { kind: 'utf8' },
          { kind: 'utf16' },
          { kind: 'async' },
          { kind: 'async' },
          { kind: 'post-return', index: 0 },
          { kind: 'callback', index: 0 },
        ],
        type: component.type(func()),
      });
    });
    expect([...found].sort()).toEqual([
      'component/async-option-of-sync-function',
      'component/bad-canon-option-type', // realloc
      'component/bad-canon-option-type', // callback
      'component/canon-option-not-allowed', // post-return with async
      'component/conflicting-string-encodings',
      'component/duplicate-canon-option',
      'component/wrong-core-signature',
    ]);
  });

  it('without a callback is behind a gate of its own', () => {
    const build = (component: ComponentBuilder): void => {
      const library = addCoreLibrary(component, { f: [[], []] });
      const type = component.type(func({ async: true }));
      const options = [{ kind: 'async' }] as const;
      component.canon({ name: 'lift', coreFunc: library.func('f'), options, type });
    };
    expect(findingsIn(build)).toEqual([]);
    expect(findingsIn(build, DEFAULT_FEATURES)).toEqual([
      'component/feature-disabled: an async lift without `callback` needs the feature `cm-async-stackful`, which is off',
    ]);
  });
});

describe('a lower', () => {
  /** Lowers an import of `type`, and gives the core function to a core module that expects `core`. */
  const lower =
    (type: FuncType, isAsync: boolean) =>
    (component: ComponentBuilder): void => {
      const library = addCoreLibrary(component, { realloc: REALLOC });
      const imported = component.import('f', { kind: 'func', type: component.type(type) });
      const memory = { kind: 'memory', index: library.memory() } as const;
      const realloc = { kind: 'realloc', index: library.func('realloc') } as const;
      const options = isAsync ? [memory, realloc, { kind: 'async' } as const] : [memory, realloc];
      component.canon({ name: 'lower', func: imported, options });
    };

  it('of an async function may be synchronous, of another cannot be asynchronous', () => {
    expect(findingsIn(lower(func({ async: true }), false))).toEqual([]);
    expect(findingsIn(lower(func({ async: true }), true))).toEqual([]);
    expect(codesIn(lower(func(), true))).toEqual(['component/async-option-of-sync-function']);
  });

  it('has neither `post-return` nor `callback`', () => {
    const found = findingsIn((component) => {
      const library = addCoreLibrary(component, { post: [[], []] });
      const imported = component.import('f', { kind: 'func', type: component.type(func()) });
      const options = [{ kind: 'post-return', index: library.func('post') }] as const;
      component.canon({ name: 'lower', func: imported, options });
    });
    expect(found).toEqual([
      'component/canon-option-not-allowed: the canonical option `post-return` is not allowed in `lower`, only in `lift`',
    ]);
  });

  it('with the options of the GC canonical ABI is not judged', () => {
    const found = codesIn((component) => {
      const imported = component.import('f', { kind: 'func', type: component.type(GREET) });
      component.canon({ name: 'lower', func: imported, options: [{ kind: 'gc' }] });
    });
    expect(found).toEqual(['component/gc-abi-not-supported']);
  });
});

describe('a built-in', () => {
  it('has the core signature that the specification gives it', () => {
    const signature = (name: 'stream.read' | 'future.read'): readonly string[] =>
      findingsIn((component) => {
        const library = addCoreLibrary(component, {});
        const kind = name === 'stream.read' ? 'stream' : 'future';
        const type = component.type({ kind, element: 'u8' });
        const options = [{ kind: 'async' }, { kind: 'memory', index: library.memory() }] as const;
        const coreFunc = component.canon({ name, type, options });
        // Lifted as what it is not, so that its signature is said.
        component.canon({ name: 'lift', coreFunc, options: [], type: component.type(func()) });
      });
    expect(signature('stream.read')).toEqual([
      'component/wrong-core-signature: expected a core function of type `(func)` to lift, found `(param i32 i32 i32) (result i32)`',
    ]);
    expect(signature('future.read')).toEqual([
      'component/wrong-core-signature: expected a core function of type `(func)` to lift, found `(param i32 i32) (result i32)`',
    ]);
  });

  it('of a stream takes the type of a stream', () => {
    const found = findingsIn((component) => {
      component.canon({ name: 'stream.new', type: component.type({ kind: 'future', element: null }) });
    }); // prettier-ignore
    expect(found).toEqual(['component/wrong-kind-of-type: expected a stream type, found the type `future` at index 0']);
  }); // prettier-ignore

  it('that copies elements needs memory, and `realloc` to read strings', () => {
    const found = (name: 'stream.read' | 'stream.write'): readonly string[] =>
      codesIn((component) => {
        const library = addCoreLibrary(component, {});
        const type = component.type({ kind: 'stream', element: 'string' });
        const options = [{ kind: 'async' }, { kind: 'memory', index: library.memory() }] as const;
        component.canon({ name, type, options });
      });
    expect(found('stream.write')).toEqual([]);
    expect(found('stream.read')).toEqual(['component/missing-canon-option']);
  });

  it('of a resource sees the representation only where the resource is defined', () => {
    const found = findingsIn((component) => {
      const type = component.import('r', { kind: 'type', bound: { kind: 'sub resource' } });
      component.canon({ name: 'resource.drop', type });
      component.canon({ name: 'resource.new', type });
    });
    expect(found).toEqual([
      'component/resource-not-local: expected a resource that this component defines for `resource.new`, found the resource `r`, which comes from outside',
    ]);
  });

  it('for context is of one type in a component, with 64 bits behind a gate', () => {
    const build = (component: ComponentBuilder): void => {
      component.canon({ name: 'context.get', type: 'i32', slot: 0 });
      component.canon({ name: 'context.set', type: 'i64', slot: 2 });
    };
    expect(codesIn(build)).toEqual(['component/bad-context-slot', 'component/mixed-context-types']);
    expect(codesIn(build, parseFeatures('-cm64').value)).toContain('component/feature-disabled');
  });
});
