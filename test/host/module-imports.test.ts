import { describe, expect, it } from 'vitest';
import { encodeModule, funcType, type ModuleParts } from '../../component/index.js';
import { compileSync, instantiateSync, LinkError } from '../../host/index.js';
import { linkFixture } from '../support/link-fixtures.js';

const ANSWER = { type: 0, locals: [], body: Uint8Array.of(0x41, 0x2a, 0x0b) };

function module(parts: ModuleParts): WebAssembly.Module {
  const types = [funcType([], ['i32'])];
  return new WebAssembly.Module(Uint8Array.from(encodeModule({ types, functions: [ANSWER], ...parts })));
}

describe('an imported core module', () => {
  const component = compileSync(linkFixture('module-import'));

  const problemsWith = (engine: unknown): readonly string[] => {
    try {
      instantiateSync(component, { engine });
    } catch (error) {
      if (error instanceof LinkError) return error.diagnostics.map(({ message }) => message);
      throw error;
    }
    return [];
  };

  it('is a compiled module', () => {
    const engine = module({ exports: [{ name: 'answer', kind: 'func', index: 0 }] });
    const { answer } = instantiateSync(component, { engine }) as { answer(): number };
    expect(answer()).toBe(42);
    expect(problemsWith({ answer: () => 42 })).toEqual([
      'expected a `WebAssembly.Module` as the import `engine`, found an object',
    ]);
  });

  it('exports what the component takes of it', () => {
    expect(problemsWith(module({ exports: [{ name: 'question', kind: 'func', index: 0 }] }))).toEqual([
      'expected a core module that exports the function `answer` as the import `engine`, found one that exports nothing of that name',
    ]);
    const memories = [
      { limits: { minimum: 1n, maximum: null, is64: false, shared: false }, pageSizeLog2: null },
    ];
    expect(
      problemsWith(module({ memories, exports: [{ name: 'answer', kind: 'memory', index: 0 }] })),
    ).toEqual([
      'expected a core module that exports the function `answer` as the import `engine`, found one where it is a memory',
    ]);
  });

  it('imports nothing that the component does not give it', () => {
    const imports = [{ module: 'env', name: 'log', type: { kind: 'func', type: 0, exact: false } }] as const;
    expect(problemsWith(module({ imports, exports: [{ name: 'answer', kind: 'func', index: 1 }] }))).toEqual([
      'expected a core module that imports no more than the component gives it as the import `engine`, found one that imports the function `log` of `env`',
    ]);
  });
});
