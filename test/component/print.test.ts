import { mkdtempSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  componentNames,
  decodeModule,
  decodeTree,
  definitionsOf,
  layerOf,
  printComponent,
  printModule,
  wholeFile,
  type ComponentTree,
  type CoreModule,
} from '../../component/index.js';
import { assembleCorpus } from '../support/component-corpus.js';
import { bytesOfHex, component, coreModule, hexOf, name, section, vector } from '../support/hex.js';
import { nativeTools } from '../support/native.js';
import { conformanceDir, requireOrSkip, wasmTools } from '../support/oracles.js';

function printed(bytes: Uint8Array): string {
  const slice = wholeFile({ path: 'test.wasm', bytes });
  if (layerOf(slice) === 'core module') return printModule(decodeModule(slice).value);
  const { value, diagnostics } = decodeTree(slice);
  expect(diagnostics).toEqual([]);
  return printComponent(value);
}

const [a, b] = [name('a'), name('b')];

/** A `component-name` section that gives these names to types, in order. */
function typeNames(...names: readonly string[]): string {
  const entries = names.map((text, index) => `0${index} ${name(text)}`);
  const map = vector(...entries);
  const size = bytesOfHex(map).length + 1;
  return section(0, name('component-name'), `01 ${hexOf([size])} 03 ${map}`);
}

describe('a component as text', () => {
  it('has an index and a name wherever something is defined', () => {
    const bytes = component(
      section(7, vector('72 01 01 61 79', '40 01 01 78 00 01 00')),
      section(10, vector(`00 ${b} 01 01`)),
      section(11, vector(`00 ${a} 01 00 00`)),
    );
    expect(printed(bytes)).toMatchInlineSnapshot(`
      "(component
        (type (;0;) (record (field "a" u32)))
        (type (;1;) (func (param "x" 0)))
        (import "b" (func (;0;) (type 1)))
        (export (;1;) "a" (func 0))
      )
      "
    `);
  });

  it('tells apart what has the same name, and what has a name that it could have made', () => {
    const bytes = component(
      section(7, vector('73', '73', '73', '73', '73')),
      typeNames('x', 'x', '', '#y', 'a b'),
    );
    expect(printed(bytes)).toMatchInlineSnapshot(`
      "(component
        (type $x (;0;) string)
        (type $"#type1 x" (@name "x") (;1;) string)
        (type $"#type2 " (@name "") (;2;) string)
        (type $"#type3 #y" (@name "#y") (;3;) string)
        (type $"a b" (;4;) string)
      )
      "
    `);
  });

  it('shows core modules without their code', () => {
    const module = coreModule(
      section(1, vector('60 01 7f 01 7f')),
      section(2, vector(`${a} ${b} 00 00`)),
      section(3, vector('00')),
      section(5, vector('00 01')),
      section(6, vector('7f 01 41 2a 0b')),
      section(7, vector(`${a} 00 01`, `${b} 02 00`)),
      section(10, vector('04 00 20 00 0b')),
      section(11, vector('00 41 00 0b 01 ff')),
    );
    expect(printed(module)).toMatchInlineSnapshot(`
      ";; core modules are skeletons: their code, segments and initial values are left out
      (module
        (type (;0;) (func (param i32) (result i32)))
        (import "a" "b" (func (;0;) (type 0)))
        (memory (;0;) 1)
        (global (;0;) (mut i32) i32.const 0)
        (export "a" (func 1))
        (export "b" (memory 0))
        (func (;1;) (type 0) unreachable)
      )
      "
    `);
  });

  it('escapes what text cannot show', () => {
    const bytes = component(
      section(7, vector('73')),
      section(11, vector(`00 ${name('"\\\n\u{202e}é')} 03 00 00`)),
      section(0, name('x'), 'ff 22 41'),
    );
    expect(printed(bytes)).toMatchInlineSnapshot(`
      "(component
        (type (;0;) string)
        (export (;1;) "\\"\\\\\\u{a}\\u{202e}é" (type 0))
        (@custom "x" "\\ff\\22A")
      )
      "
    `);
  });
});

const root = conformanceDir();
const program = wasmTools();
const isSkipped = requireOrSkip(root, 'conformance') || requireOrSkip(program, 'wasmTools');

describe.skipIf(isSkipped)('the conformance data as text', async () => {
  const native = nativeTools(program ?? '');
  afterAll(() => native.dispose());
  const { binaries } = await assembleCorpus(root, program);
  const wellFormed = binaries.filter(({ verdict }) => verdict !== 'malformed');

  it('is read back by the oracle as the same definitions, names and shells of core modules', async () => {
    const texts = wellFormed.map(({ bytes }) => printed(bytes));
    const folder = native.onDisk(new Map([['all.wast', texts.join('\n')]]));
    const output = mkdtempSync(path.join(folder, 'out-'));
    const json = path.join(output, 'all.json');
    const run = await native.run([
      'json-from-wast',
      path.join(folder, 'all.wast'),
      '--wasm-dir',
      output,
      '-o',
      json,
    ]);
    expect(run.stderr).toBe('');
    const { commands } = JSON.parse(readFileSync(json, 'utf8')) as {
      commands: readonly { filename?: string }[];
    };
    const again = commands.flatMap(({ filename }) => (filename === undefined ? [] : [filename]));
    expect(again.length).toBe(wellFormed.length);
    expect(again.length).toBeGreaterThan(1000);
    const wrong = wellFormed.filter(
      ({ bytes }, index) => shapeOf(bytes) !== shapeOf(readFileSync(path.join(output, again[index] ?? ''))),
    );
    expect(wrong.map((binary) => binary.name)).toEqual([]);
  });
});

/** What must be equal, as text. */
function shapeOf(bytes: Uint8Array): string {
  const slice = wholeFile({ path: '', bytes });
  const shape =
    layerOf(slice) === 'core module'
      ? moduleShape(decodeModule(slice).value)
      : treeShape(decodeTree(slice).value);
  return JSON.stringify(shape, (key, value: unknown) => {
    // Where something stands, and forms that mean the same.
    if (['start', 'end', 'isLegacyForm', 'isBare', 'initial'].includes(key)) return undefined;
    if (typeof value === 'bigint') return value.toString();
    if (value instanceof Map) return [...value];
    return value;
  });
}

function treeShape(tree: ComponentTree): unknown {
  const { component: own, modules, components } = tree;
  const definitions = definitionsOf(own).map((definition) => {
    if (definition.kind === 'core module') {
      const module = modules.get(definition.content);
      return module === undefined ? null : moduleShape(module);
    }
    if (definition.kind === 'component') {
      const nested = 'sections' in definition.content ? undefined : components.get(definition.content);
      return nested === undefined ? null : treeShape(nested);
    }
    const { start: _start, end: _end, ...rest } = definition;
    return rest;
  });
  const custom = own.sections.flatMap((item) =>
    item.id === 0 && item.name !== 'component-name' ? [[item.name, [...item.data]]] : [],
  );
  return { definitions, custom, names: componentNames(own).definitions };
}

function moduleShape(module: CoreModule): unknown {
  const { types, imports, functions, tables, memories, tags, globals, exports, start } = module;
  return { types, imports, functions, tables, memories, tags, globals, exports, begin: start };
}
