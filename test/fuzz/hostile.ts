import { largeWit } from '../support/large-wit.js';

/** An input that is small to write down and large to work on. */
export interface HostileInput {
  readonly name: string;
  make(): string;
}

const DEEP = 10_000;

/** A valid file that must be accepted: no cap may be below 64 MB of text and 5,000,000 tokens. */
export const LARGE: HostileInput = { name: 'a valid file of 50 MB', make: () => largeWit(50_000_000) };

/** Nesting, chains, diamonds and crowds. */
export const HOSTILE: readonly HostileInput[] = [
  ...['list', 'option', 'result', 'tuple', 'stream', 'future', 'borrow'].map((type) => ({
    name: `${type}<…> ${DEEP} deep`,
    make: () => inInterface(`type t = ${`${type}<`.repeat(DEEP)}u8${'>'.repeat(DEEP)};`),
  })),
  { name: 'list< without an end', make: () => inInterface(`type t = ${'list<'.repeat(DEEP)}`) },
  {
    name: 'map values',
    make: () => inInterface(`type t = ${'map<u8, '.repeat(DEEP)}u8${'>'.repeat(DEEP)};`),
  },
  {
    name: 'nested packages',
    make: () => `package a:b;\n${'package a:c { '.repeat(DEEP)}${'}'.repeat(DEEP)}`,
  },
  { name: 'block comments', make: () => `${'/*'.repeat(DEEP)}${'*/'.repeat(DEEP)} package a:b;` },
  { name: 'an open block comment', make: () => '/*'.repeat(DEEP) },
  ...['{', '(', '<', '[', '"', '@', '%', '}', ')', '>', ';', ':', '\u202e'].map((mark) => ({
    name: `${mark} ${DEEP} times`,
    make: () => `package a:b; ${mark.repeat(DEEP)}`,
  })),
  { name: 'interfaces in interfaces', make: () => `package a:b; ${'interface i { '.repeat(DEEP)}` },
  { name: 'worlds in worlds', make: () => `package a:b; ${'world w { export i: interface { '.repeat(DEEP)}` },
  {
    name: 'attributes on one item',
    make: () => `package a:b; ${'@since(version = 1.0.0) '.repeat(DEEP)} interface i {}`,
  },
  { name: 'namespaces of a package', make: () => `package ${'a:'.repeat(DEEP)}b;` },
  {
    name: 'a chain of aliases',
    make: () => inInterface(chain((i) => `type t${i} = t${i + 1};`) + `type t${DEEP} = u8;`),
  },
  {
    name: 'a chain of aliases, ends first',
    make: () => inInterface('type t0 = u8;' + chain((i) => `type t${i + 1} = t${i};`)),
  },
  {
    name: 'a chain of lists',
    make: () => inInterface('type t0 = u8;' + chain((i) => `type t${i + 1} = list<t${i}>;`)),
  },
  { name: 'a cycle of aliases', make: () => inInterface(chain((i) => `type t${i} = t${(i + 1) % DEEP};`)) },
  {
    name: 'a chain of uses',
    make: () =>
      `package a:b; interface i0 { type t = u8; } ${chain((i) => `interface i${i + 1} { use i${i}.{t}; }`)}`,
  },
  {
    name: 'a cycle of uses',
    make: () => `package a:b; ${chain((i) => `interface i${i} { use i${(i + 1) % DEEP}.{t}; }`)}`,
  },
  {
    name: 'a chain of includes',
    make: () =>
      `package a:b; world w0 { import f: func(); } ${chain((i) => `world w${i + 1} { include w${i}; }`)}`,
  },
  {
    name: 'a cycle of includes',
    make: () => `package a:b; ${chain((i) => `world w${i} { include w${(i + 1) % DEEP}; }`)}`,
  },
  {
    name: 'a chain of packages',
    make: () => `package a:b; ${chain((i) => `package a:p${i} { interface i { use a:p${i + 1}/i.{t}; } }`)}`,
  },
  {
    name: 'a diamond of records',
    make: () => inInterface('type r0 = u8;' + steps(90, (i) => `record r${i + 1} { a: r${i}, b: r${i} }`)),
  },
  {
    name: 'a diamond of worlds',
    make: () =>
      `package a:b; world w0 { import f: func(); } ${steps(90, (i) => `world w${i + 1} { include w${i}; include w${i}; }`)}`,
  },
  {
    name: 'a diamond of interfaces',
    make: () =>
      `package a:b; interface i0 { type t = u8; } ${steps(90, (i) => `interface i${i + 1} { use i${i}.{t as a, t as b}; type t = tuple<a, b>; }`)}`,
  },
  { name: 'functions of one name', make: () => inInterface(chain(() => 'f: func();')) },
  { name: 'interfaces of one name', make: () => `package a:b; ${chain(() => 'interface i {}')}` },
  {
    name: 'unknown types',
    make: () => inInterface(chain((i) => `f${i}: func(a: nobody-${'x'.repeat(i % 50)});`)),
  },
  {
    name: 'broken records beside unknown types',
    make: () =>
      inInterface(
        steps(1000, (i) => `record r${i} { ${steps(60, (j) => `n${i}x${j}: u8,`)} ;`) +
          chain((i) => `f${i}: func(a: nobody${i});`),
      ),
  },
  { name: 'a name of a megabyte', make: () => inInterface(`${'a'.repeat(1_000_000)}: func();`) },
  {
    name: 'a line of a megabyte',
    make: () => inInterface(`f: func(${Array.from({ length: 60_000 }, (_, i) => `p${i}: u8`).join(', ')});`),
  },
  { name: 'a version of a megabyte', make: () => `package a:b@1.0.0-${'a.'.repeat(500_000)}b;` },
  {
    name: 'a string of a megabyte',
    make: () => `package a:b; world w { @external-id("${'\\u{41}'.repeat(150_000)}") import f: func(); }`,
  },
  {
    name: 'flags and cases',
    make: () => inInterface(`enum e { ${Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(', ')} }`),
  },
];

function inInterface(text: string): string {
  return `package a:b;\n\ninterface i {\n${text}\n}\n`;
}

function chain(link: (index: number) => string): string {
  return steps(DEEP, link);
}

function steps(count: number, step: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => step(index)).join('\n');
}
