import { describe, expect, it } from 'vitest';
import {
  ALL_FEATURES,
  DEFAULT_FEATURES,
  type ComponentBuilder,
  type ExternName,
  type NameAttribute,
  type ValType,
} from '../../../component/index.js';
import { codesIn, findingsIn } from '../../support/validated.js';

const NESTED_OFF = new Set([...ALL_FEATURES].filter((name) => name !== 'cm-nested-names'));

function importing(...names: readonly (string | ExternName)[]): (component: ComponentBuilder) => void {
  return (component) => {
    const type = component.type({ kind: 'instance', declarations: [] });
    for (const name of names) component.import(name, { kind: 'instance', type });
  };
}

function withAttributes(name: string, ...attributes: readonly NameAttribute[]): ExternName {
  return { name, attributes, isLegacyForm: false };
}

describe('the name of an import', () => {
  it.each(['a', 'A-b', 'a-1', 'a:b/c', 'a:b/C-d', 'wasi:cli/run@0.2.0', 'a:b/c@1.0.0-rc.1+build'])(
    'may be `%s`',
    (name) => {
      expect(codesIn(importing(name), DEFAULT_FEATURES)).toEqual([]);
    },
  );

  it.each([
    ['', 'component/label-not-kebab-case'],
    ['aB', 'component/label-not-kebab-case'],
    ['1:b/c', 'component/label-not-kebab-case'],
    ['a:b', 'component/bad-extern-name'],
    ['A:b/c', 'component/bad-extern-name'],
    ['a/b:c', 'component/bad-extern-name'],
    ['a:b:c/d', 'component/bad-extern-name'],
    ['a:b/c/d', 'component/bad-extern-name'],
    ['[method]a', 'component/bad-extern-name'],
    ['a:b/c@', 'component/bad-version'],
    ['a:b/c@1.0', 'component/bad-version'],
    ['a:b/c@1.0.0 ', 'component/bad-version'],
    ['url=<https://example.org>', 'component/retired-name'],
    ['unlocked-dep=<a:b>', 'component/retired-name'],
    ['integrity=<sha256-aaaa>', 'component/retired-name'],
  ])('may not be `%s`', (name, code) => {
    expect(codesIn(importing(name), NESTED_OFF)).toEqual([code]);
  });

  it('may be nested where that is switched on', () => {
    expect(codesIn(importing('a:b:c/d', 'a:b/c/d'), ALL_FEATURES)).toEqual([]);
  });

  it('differs from all others in more than case, hyphens and annotations', () => {
    expect(codesIn(importing('a-b', 'A-B'))).toEqual(['component/duplicate-name']);
    expect(codesIn(importing('a-b', 'ab'))).toEqual(['component/duplicate-name']);
    expect(codesIn(importing('a:b/c', 'a:b/C'))).toEqual(['component/duplicate-name']);
    expect(codesIn(importing('a:b/c@1.0.0', 'a:b/c@1.0.1', 'a:b/c'))).toEqual([]);
  });

  it('may be the name of an export too', () => {
    const build = (component: ComponentBuilder): void => {
      importing('a')(component);
      component.export('a', 'instance', 0);
    };
    expect(codesIn(build)).toEqual([]);
  });

  it('in the old form is reported, but no fault', () => {
    const legacy = { name: 'a:b/c', attributes: [], isLegacyForm: true };
    expect(codesIn(importing(legacy))).toEqual(['component/legacy-name-form']);
  });
});

describe('`implements`', () => {
  const target = (value: string): NameAttribute => ({ kind: 'implements', value });

  it('says of which interface an instance with a plain name is', () => {
    expect(codesIn(importing(withAttributes('primary', target('a:b/c@1.0.0'))))).toEqual([]);
  });

  it.each([
    ['a:b/c', 'a:b/c', 'component/implements-on-interface-name'],
    ['[get]a', 'a:b/c', 'component/implements-on-interface-name'],
    ['a', 'b', 'component/implements-no-interface'],
    ['a', '', 'component/implements-no-interface'],
    ['a', 'a:b/c@1', 'component/bad-version'],
  ])('is not for `%s` with `%s`', (name, value, code) => {
    expect(codesIn(importing(withAttributes(name, target(value))))).toContain(code);
  });

  it('is for instances', () => {
    const found = codesIn((component) => {
      component.type({ kind: 'func', async: false, params: [], result: null });
      component.import(withAttributes('a', target('a:b/c')), { kind: 'func', type: 0 });
    });
    expect(found).toEqual(['component/implements-on-other-sort']);
  });
});

describe('a version suffix', () => {
  const versioned = (name: string, value: string): readonly string[] =>
    codesIn(importing(withAttributes(name, { kind: 'version-suffix', value })));

  it.each([
    ['a:b/c@1', '.2.3'],
    ['a:b/c@0.2', '.1'],
    ['a:b/c@0.0.1', '+build'],
    ['a:b/c@1.0.0-rc.1', '+build'],
  ])('completes `%s` with `%s`', (name, suffix) => {
    expect(versioned(name, suffix)).toEqual([]);
  });

  it.each([
    ['a:b/c@1.2', '.3', 'component/version-not-canonical'],
    ['a:b/c@0', '.2.1', 'component/version-not-canonical'],
    ['a:b/c@1', '.x', 'component/bad-version'],
    ['a:b/c@0.0.1', '', 'component/empty-version-suffix'],
    ['a:b/c', '.1', 'component/version-suffix-misplaced'],
    ['a', '.1', 'component/version-suffix-misplaced'],
  ])('does not complete `%s` with `%s`', (name, suffix, code) => {
    expect(versioned(name, suffix)).toContain(code);
  });
});

describe('an annotated name', () => {
  /** Imports the resource `r`, and a function of which handles to it are types 1 (own) and 2 (borrow). */
  function ofResource(name: string, params: readonly (readonly [string, ValType])[], result: ValType | null) {
    return findingsIn((component) => {
      component.import('r', { kind: 'type', bound: { kind: 'sub resource' } });
      component.type({ kind: 'own', resource: 0 });
      component.type({ kind: 'borrow', resource: 0 });
      component.type({ kind: 'result', ok: 1, error: null });
      const labelled = params.map(([label, type]) => ({ label, type }));
      const type = component.type({ kind: 'func', async: false, params: labelled, result });
      component.import(name, { kind: 'func', type });
    });
  }

  it('is that of a function of a resource imported before', () => {
    expect(ofResource('[constructor]r', [], 1)).toEqual([]);
    expect(ofResource('[constructor]r', [], 3)).toEqual([]);
    expect(ofResource('[method]r.f', [['self', 2]], null)).toEqual([]);
    expect(ofResource('[static]r.f', [], null)).toEqual([]);
  });

  it('says what is expected, and what is there', () => {
    expect(ofResource('[constructor]r', [], 'u32')).toEqual([
      'component/bad-constructor-type: expected the constructor `[constructor]r` to return `own<r>` or a `result` of it, found `u32`',
    ]);
    expect(ofResource('[method]r.f', [['it', 2]], null)).toEqual([
      'component/bad-method-type: expected the method `[method]r.f` to have a first parameter `self: borrow<r>`, found the first parameter `it`',
    ]);
    expect(ofResource('[method]r.f', [['self', 1]], null)).toEqual([
      'component/bad-method-type: expected the method `[method]r.f` to have a first parameter `self: borrow<r>`, found `self` of the type `own<r>`',
    ]);
  });

  it('names its resource exactly', () => {
    expect(ofResource('[method]s.f', [['self', 2]], null)).toEqual([
      'component/wrong-annotated-resource: expected import `[method]s.f` to be of the resource `s`, found a function of `r`',
    ]);
    expect(ofResource('[static]R.f', [], null)).toEqual([
      'component/unknown-annotated-resource: expected an import of the resource `R` before import `[static]R.f`, found none',
    ]);
  });

  it('of a setter follows that of its getter', () => {
    const accessors = (names: readonly (readonly [string, ValType])[]): readonly string[] =>
      codesIn((component) => {
        for (const [name, value] of names) {
          const isGetter = name.includes('[get]');
          const params = isGetter ? [] : [{ label: 'to', type: value }];
          const type = component.type({
            kind: 'func',
            async: false,
            params,
            result: isGetter ? value : null,
          });
          component.import(name, { kind: 'func', type });
        }
      });
    expect(accessors([['[get]a', 'u32'], ['[set]a', 'u32']])).toEqual([]); // prettier-ignore
    expect(accessors([['[set]a', 'u32']])).toEqual(['component/setter-without-getter']);
    expect(accessors([['[get]a', 'u32'], ['[set]a', 'u8']])).toEqual(['component/bad-accessor-type']); // prettier-ignore
    expect(accessors([['[get]A', 'u32'], ['[set]a', 'u32']])).toEqual(['component/setter-without-getter']); // prettier-ignore
  });
});
