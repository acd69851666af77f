import { describe, expect, it } from 'vitest';
import { decodeModule, wholeFile } from '../../component/index.js';
import {
  decodeWorldMetadata,
  embed,
  embeddedMetadata,
  metadataSections,
  type StringEncoding,
} from '../../wit-component/index.js';
import { externName, worldId, type World } from '../../wit-parser/index.js';
import { coreModuleBytes } from '../support/core-module.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';

const MODULE = coreModuleBytes({ imports: { '$root log': 'i32 i32' } });

function worldOf(text: string): World {
  const [world] = resolveFilesOrThrow(new Map([['w.wit', text]]), 'w.wit').main.worlds.values();
  if (world === undefined) throw new Error('no world');
  return world;
}

const WORLD = worldOf('package demo:app@1.2.3; world app { import log: func(line: string); }');

function embedded(bytes: Uint8Array, encoding: StringEncoding): Uint8Array {
  const { value, diagnostics } = embed(wholeFile({ path: 'm.wasm', bytes }), WORLD, { encoding });
  expect(diagnostics).toEqual([]);
  if (value === null) throw new Error('nothing embedded');
  return value;
}

describe('embed', () => {
  it.each<StringEncoding>(['utf8', 'utf16', 'latin1+utf16'])(
    'says for which world a module is, and how strings lie in its memory (%s)',
    (encoding) => {
      const bytes = embedded(MODULE, encoding);
      const module = decodeModule(wholeFile({ path: 'm.wasm', bytes })).value;
      const [section, ...others] = metadataSections(module);
      expect(others).toEqual([]);
      if (section === undefined) throw new Error('no section');
      const metadata = decodeWorldMetadata(section.content).value;
      if (metadata === null) throw new Error('no metadata');
      expect(worldId(metadata.world)).toBe('demo:app/app@1.2.3');
      expect(metadata.world.imports.map(externName)).toEqual(['log']);
      expect(metadata.encoding).toBe(encoding);
    },
  );

  it('leaves the module as it is, and former sections too', () => {
    const once = embedded(MODULE, 'utf8');
    expect(once.subarray(0, MODULE.length)).toEqual(MODULE);
    const twice = embedded(once, 'utf8');
    const module = decodeModule(wholeFile({ path: 'm.wasm', bytes: twice })).value;
    expect(metadataSections(module).map(({ name }) => name)).toEqual(['component-type', 'component-type']);
  });

  it('gives the content of the section alone', () => {
    const { value } = embeddedMetadata(WORLD, { encoding: 'utf8' });
    const bytes = embedded(MODULE, 'utf8');
    expect(bytes.subarray(bytes.length - (value?.length ?? 0))).toEqual(value);
  });

  it('is for core modules', () => {
    const component = wholeFile({ path: 'c.wasm', bytes: Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0) });
    const { value, diagnostics } = embed(component, WORLD, { encoding: 'utf8' });
    expect(value).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toEqual(['component/wrong-layer']);
  });

  it('does not give two versions one canonical name', () => {
    const world = worldOf(`
      package demo:app;
      package demo:log@1.0.0 { interface log {} }
      package demo:log@1.1.0 { interface log {} }
      world app {
        import demo:log/log@1.0.0;
        import demo:log/log@1.1.0;
        export demo:log/log@1.1.0;
      }
    `);
    const module = wholeFile({ path: 'm.wasm', bytes: MODULE });
    const { value, diagnostics } = embed(module, world, { encoding: 'utf8', canonicalNames: true });
    expect(value).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toEqual(['wit-component/canonical-name-twice']);
    expect(diagnostics[0]?.message).toContain('`demo:log/log@1`');
    expect(embed(module, world, { encoding: 'utf8' }).value).not.toBeNull();
  });
});
