import { afterAll, describe, expect, it } from 'vitest';
import { checkEncodable } from '../../wit-parser/index.js';
import { nativeTools } from '../support/native.js';
import { requireOrSkip, wasmTools } from '../support/oracles.js';
import { resolveFilesOrThrow } from '../support/resolve-wit.js';

interface Case {
  readonly what: string;
  readonly wit: string;
  /** The codes that `checkEncodable` gives; none for what a validator accepts. */
  readonly codes: readonly string[];
}

const accessor = (getter: string, setter: string, before = ''): string =>
  `interface i { ${before} p: get() -> ${getter}; p: set(v: ${setter}); }`;

const tupleChain = (steps: number): string =>
  Array.from({ length: steps }, (_, step) => {
    const part = step === 0 ? 'u8' : `t${step - 1}`;
    return `type t${step} = tuple<${Array.from({ length: 10 }, () => part).join()}>;`;
  }).join(' ');

/** `t1` … `tN`, each an option of the one before. */
const optionChain = (length: number): string =>
  Array.from({ length }, (_, step) => `type t${step + 1} = ${step === 0 ? 'u8' : `option<t${step}>`};`).join(
    ' ',
  );

const names = (count: number, suffix = ''): string =>
  Array.from({ length: count }, (_, index) => `n${index}${suffix}`).join();

const CASES: readonly Case[] = [
  { what: 'a setter of another type', wit: accessor('u8', 'u16'), codes: ['wit/setter-type-mismatch'] },
  {
    what: 'a setter of a method accessor',
    wit: 'interface i { resource r { p: get() -> u8; p: set(v: s8); } }',
    codes: ['wit/setter-type-mismatch'],
  },
  {
    what: 'a setter of a static accessor',
    wit: 'interface i { resource r { p: static get() -> u8; p: static set(v: s8); } }',
    codes: ['wit/setter-type-mismatch'],
  },
  {
    what: 'an exported setter of a world',
    wit: 'world w { export p: get() -> u8; export p: set(v: s8); }',
    codes: ['wit/setter-type-mismatch'],
  },
  { what: 'a setter of the ok type', wit: accessor('result<u8, string>', 'u8'), codes: [] },
  {
    what: 'a setter of the whole result',
    wit: accessor('result<u8, string>', 'result<u8, string>'),
    codes: ['wit/setter-type-mismatch'],
  },
  { what: 'a setter of an alias', wit: accessor('t', 'u8', 'type t = u8;'), codes: [] },
  {
    what: 'a setter of an equal record',
    wit: accessor('a', 'b', 'record a { x: list<u8> } record b { x: list<u8> }'),
    codes: [],
  },
  {
    what: 'a setter of a record with other fields',
    wit: accessor('a', 'b', 'record a { x: u8 } record b { y: u8 }'),
    codes: ['wit/setter-type-mismatch'],
  },
  {
    what: 'a setter of another resource',
    wit: accessor('a', 'b', 'resource a; resource b;'),
    codes: ['wit/setter-type-mismatch'],
  },
  {
    what: 'a setter of a borrowed handle',
    wit: accessor('a', 'borrow<a>', 'resource a;'),
    codes: ['wit/setter-type-mismatch'],
  },
  {
    what: 'a setter of a variant like an option',
    wit: accessor('option<u8>', 'v', 'variant v { none, some(u8) }'),
    codes: ['wit/setter-type-mismatch'],
  },
  {
    what: 'a getter of a bare result',
    wit: 'interface i { p: get() -> result; }',
    codes: ['wit/getter-without-value'],
  },
  {
    what: 'a getter of an error alone, by an alias',
    wit: 'interface i { type t = result<_, u8>; p: get() -> t; }',
    codes: ['wit/getter-without-value'],
  },
  {
    what: 'two interfaces that differ in a hyphen',
    wit: 'interface foo-c {} interface fooc {}',
    codes: ['wit/package-item-conflict'],
  },
  {
    what: 'an interface and a world that differ in case',
    wit: 'interface foo {} world FOO {}',
    codes: ['wit/package-item-conflict'],
  },
  {
    what: 'imports of packages that differ in a hyphen',
    wit: 'world w { import a:c-d/x; import a:cd/x; } package a:c-d { interface x {} } package a:cd { interface x {} }',
    codes: ['wit/interface-id-conflict'],
  },
  {
    what: 'such packages used by an interface',
    wit: 'interface i { use a:c-d/x.{t}; use a:cd/x.{t as u}; } package a:c-d { interface x { type t = u8; } } package a:cd { interface x { type t = u8; } }',
    codes: ['wit/interface-id-conflict'],
  },
  {
    what: 'one import and one export of such packages',
    wit: 'world w { import a:c-d/x; export a:cd/x; } package a:c-d { interface x {} } package a:cd { interface x {} }',
    codes: [],
  },
  {
    what: 'two versions of an interface',
    wit: 'world w { import a:c/x@0.1.0; import a:c/x@0.1.1; } package a:c@0.1.0 { interface x {} } package a:c@0.1.1 { interface x {} }',
    codes: [],
  },
  {
    what: 'a stream of char',
    wit: 'interface i { f: func() -> stream<char>; }',
    codes: ['wit/stream-of-char'],
  },
  {
    what: 'a stream of char by an alias',
    wit: 'interface i { type c = char; f: func() -> stream<c>; }',
    codes: ['wit/stream-of-char'],
  },
  { what: 'a future of char', wit: 'interface i { f: func() -> future<char>; }', codes: [] },
  {
    what: 'a stream of borrows',
    wit: 'interface i { resource r; f: func(a: stream<borrow<r>>); }',
    codes: ['wit/borrow-in-stream'],
  },
  {
    what: 'a future of a record with a borrow',
    wit: 'interface i { resource r; record q { b: borrow<r> } f: func(a: future<q>); }',
    codes: ['wit/borrow-in-stream'],
  },
  {
    what: 'a list of borrows',
    wit: 'interface i { resource r; f: func(a: list<borrow<r>, 2>); }',
    codes: [],
  },
  {
    what: 'an empty list of fixed length',
    wit: 'interface i { f: func(a: list<u8, 0>); }',
    codes: ['wit/empty-fixed-length-list'],
  },
  {
    what: 'more than 2^30 elements',
    wit: 'interface i { f: func(a: list<u8, 1073741825>); }',
    codes: ['wit/fixed-length-list-too-long'],
  },
  {
    what: 'a value of 2^28 bytes',
    wit: 'interface i { type t = list<u8, 268435456>; record r { a: t } }',
    codes: ['wit/value-too-large'],
  },
  { what: 'a value of 2^28 - 1 bytes', wit: 'interface i { type t = list<u8, 268435455>; }', codes: [] },
  {
    what: 'strings of 16 bytes each',
    wit: 'interface i { f: func(a: list<string, 16777216>); }',
    codes: ['wit/value-too-large'],
  },
  {
    what: 'a variant that adds its tag',
    wit: 'interface i { variant v { a(list<u8, 268435455>) } }',
    codes: ['wit/value-too-large'],
  },
  {
    what: '10,001 cases',
    wit: `interface i { enum e { ${names(10_001)} } }`,
    codes: ['wit/too-many-members'],
  },
  { what: '10,000 cases', wit: `interface i { enum e { ${names(10_000)} } }`, codes: [] },
  {
    what: '1,001 parameters',
    wit: `interface i { f: func(${names(1_001, ': u8')}); }`,
    codes: ['wit/too-many-parameters'],
  },
  { what: '1,000 parameters', wit: `interface i { f: func(${names(1_000, ': u8')}); }`, codes: [] },
  {
    what: '1,111,111 types in ten lines',
    wit: `interface i { ${tupleChain(6)} }`,
    codes: ['wit/types-too-large'],
  },
  { what: '123,455 types', wit: `interface i { ${tupleChain(5)} }`, codes: [] },
  { what: '97 levels in an interface', wit: `interface i { ${optionChain(97)} }`, codes: [] },
  {
    what: '98 levels in an interface',
    wit: `interface i { ${optionChain(98)} }`,
    codes: ['wit/binary-nesting-too-deep'],
  },
  {
    what: '97 levels in a function',
    wit: `interface i { ${optionChain(97)} f: func(a: t97); }`,
    codes: ['wit/binary-nesting-too-deep'],
  },
  {
    what: '97 levels in an interface of a world',
    wit: `interface i { ${optionChain(97)} } world w { import i; }`,
    codes: ['wit/binary-nesting-too-deep'],
  },
  {
    what: 'a long external id',
    wit: `world w { @external-id("${'x'.repeat(100_001)}") import f: func(); }`,
    codes: ['wit/name-too-long'],
  },
  {
    what: 'an ordinary interface',
    wit: 'interface i { f: async func() -> map<string, list<u8>>; }',
    codes: [],
  },
];

function codesOf(wit: string): string[] {
  const resolve = resolveFilesOrThrow(new Map([['a.wit', wit]]), 'a.wit');
  return checkEncodable(resolve).map((diagnostic) => diagnostic.code);
}

describe('checkEncodable', () => {
  it.each(CASES)('$what: $codes', ({ wit, codes }) => {
    expect(codesOf(`package a:b;\n${wit}`)).toEqual(codes);
  });

  it('refuses capitals in the name of a package', () => {
    expect(codesOf('package a:b-C;\ninterface i {}')).toEqual(['wit/uppercase-package-name']);
  });

  it('shows the getter beside its setter, and what the setter should take', () => {
    const wit = 'package a:b;\ninterface i { p: get() -> result<u8>; p: set(v: u16); }';
    const [diagnostic] = checkEncodable(resolveFilesOrThrow(new Map([['a.wit', wit]]), 'a.wit'));
    expect(diagnostic?.message).toBe('the setter of `p` takes `u16`, but its getter returns `result<u8>`');
    expect(diagnostic?.help).toEqual(['take `u8`']);
    const [{ at } = { at: null }] = diagnostic?.secondary ?? [];
    expect(at?.start).toBe(wit.indexOf('p: get'));
  });

  it('reports a function that several worlds include once', () => {
    const wit =
      'package a:b; world v { import p: get() -> result; } world w { include v; } world x { include w; }';
    expect(codesOf(wit)).toEqual(['wit/getter-without-value']);
  });

  it('follows a long chain of types without recursion', () => {
    const length = 20_000;
    const chain = Array.from({ length }, (_, step) => `type t${step + 1} = list<t${step}>;`).join('\n');
    expect(codesOf(`package a:b;\ninterface i {\ntype t0 = u8;\n${chain}\n}`)).toEqual([
      'wit/binary-nesting-too-deep',
      'wit/types-too-large',
    ]);
  });
});

const program = wasmTools();
const skip = requireOrSkip(program, 'wasmTools');

describe.skipIf(skip)('a validator', () => {
  const native = nativeTools(program ?? '');
  afterAll(() => native.dispose());

  it.each(CASES)('agrees on $what', async ({ wit, codes }) => {
    const folder = native.onDisk(new Map([['a.wit', `package a:b;\n${wit}`]]));
    const encoded = await native.run([
      'component',
      'wit',
      `${folder}/a.wit`,
      '--wasm',
      '-o',
      `${folder}/a.wasm`,
    ]);
    expect(encoded.ok ? '' : encoded.stderr).toMatch(codes.length === 0 ? /^$/ : /error: /);
  });
});
