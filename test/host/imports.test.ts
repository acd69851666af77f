import { describe, expect, it } from 'vitest';
import { compileSync, instantiateSync, LinkError } from '../../host/index.js';
import { dummyComponent } from '../support/dummy-component.js';

const CLOCK = compileSync(
  dummyComponent(`
    package test:clock@0.2.3;
    interface wall { now: func() -> u64; }
    world app { import wall; }
  `),
);
const now = (): bigint => 1n;

describe('an interface among the imports', () => {
  it.each([
    ['its name and version', 'test:clock/wall@0.2.3'],
    ['its name without version', 'test:clock/wall'],
    ['an older compatible version', 'test:clock/wall@0.2.0'],
    ['a newer compatible version', 'test:clock/wall@0.2.9'],
  ])('is found by %s', (_, key) => {
    expect(() => instantiateSync(CLOCK, { [key]: { now } })).not.toThrow();
  });

  it.each(['test:clock/wall@0.3.0', 'test:clock/wall@1.2.3', 'test:clock/walls@0.2.3', 'wall'])(
    'is not found as %s',
    (key) => {
      expect(problems(() => instantiateSync(CLOCK, { [key]: { now } }))).toHaveLength(1);
    },
  );

  it('is taken by its own version rather than a compatible one, and by that rather than without', () => {
    const taken: string[] = [];
    const interfaceOf = (key: string): object => ({
      get now() {
        taken.push(key);
        return now;
      },
    });
    const give = (...versions: string[]): void => {
      const keys = versions.map((version) => `test:clock/wall${version}`);
      instantiateSync(CLOCK, Object.fromEntries(keys.map((key) => [key, interfaceOf(key)])));
    };
    give('', '@0.2.3', '@0.2.9');
    give('', '@0.2.1', '@0.2.10', '@0.2.9');
    expect(new Set(taken)).toEqual(new Set(['test:clock/wall@0.2.3', 'test:clock/wall@0.2.10']));
  });

  it('is not asked for if it has nothing but types', () => {
    const component = dummyComponent(`
      package test:shapes;
      interface types { record point { x: u32 } }
      interface ops { use types.{point}; draw: func(at: point); }
      world app { import ops; }
    `);
    expect(() => instantiateSync(component, { 'test:shapes/ops': { draw() {} } })).not.toThrow();
  });
});

const WORLD = compileSync(
  dummyComponent(`
    package test:worlds;
    world app {
      import log-line: func(text: string);
      import settings: interface { read-all: func() -> list<tuple<string, u32>>; }
      resource file {
        constructor(path: string);
        size: func() -> u64;
        open: static func(path: string) -> result<file, string>;
      }
    }
  `),
);

class File {
  static open(): File {
    return new File();
  }
  size(): bigint {
    return 0n;
  }
}

describe('imports of a world itself', () => {
  it('have the names that they have in WIT', () => {
    const imports = { 'log-line': () => {}, settings: { readAll: () => [] }, file: File };
    expect(() => instantiateSync(WORLD, imports)).not.toThrow();
  });

  it('are missing all in one error that says what each is', () => {
    expect(problems(() => instantiateSync(WORLD, { logLine() {}, setings: {} }))).toEqual([
      'host/missing-import: expected the import `settings`, found none: an object with `readAll`; read-all: func() -> list<tuple<string, u32>>; `setings` is given: is it meant?',
      'host/missing-import: expected the import `log-line`, found none: a function; log-line: func(text: string); `logLine` is given: is it meant?',
      'host/unfit-import: expected a class to construct for `[constructor]file: func(path: string) -> file` as the import `file`, found undefined',
      'host/unfit-import: expected a class for `[static]file.open: func(path: string) -> result<file, string>` as the import `file`, found undefined',
    ]);
  });

  it('are refused if they are of another sort', () => {
    const imports = { 'log-line': 'text', settings: { readall: () => [] }, file: { open() {} } };
    expect(problems(() => instantiateSync(WORLD, imports))).toEqual([
      'host/unfit-import: expected a function for `read-all: func() -> list<tuple<string, u32>>` as `readAll` of the import `settings`, found undefined; `readall` is given: is it meant?',
      'host/unfit-import: expected a class for the resource `file` as the import `file`, found an object',
      'host/unfit-import: expected a function for `log-line: func(text: string)` as the import `log-line`, found a string',
      'host/unfit-import: expected a class to construct for `[constructor]file: func(path: string) -> file` as the import `file`, found an object',
    ]);
  });

  it('are not what every object and function has', () => {
    const component = dummyComponent(`
      package test:common;
      interface text {
        to-string: func() -> string;
        resource thing { call: static func(); }
      }
      world app { import text; import %constructor: func(); }
    `);
    expect(problems(() => instantiateSync(component, { 'test:common/text': { Thing: class {} } }))).toEqual([
      'host/unfit-import: expected a function for `[static]thing.call: func()` as `Thing.call` of the import `test:common/text`, found undefined',
      'host/unfit-import: expected a function for `to-string: func() -> string` as `toString` of the import `test:common/text`, found undefined',
      'host/missing-import: expected the import `constructor`, found none: a function; constructor: func()',
    ]);
  });

  it('make an error that reads as a list', () => {
    const imports = { settings: { readAll: () => [] }, file: File };
    expect(() => instantiateSync(WORLD, imports)).toThrow(
      [
        'one import does not fit the component',
        '  - expected the import `log-line`, found none: a function',
        '      log-line: func(text: string)',
      ].join('\n'),
    );
  });
});

describe('an override', () => {
  it('stands for a whole import', () => {
    const options = { overrides: { 'test:clock/wall': { now } } };
    expect(() => instantiateSync(CLOCK, {}, options)).not.toThrow();
  });

  it('stands for one function of an interface', () => {
    const options = { overrides: { 'test:clock/wall@0.2.0#now': now } };
    expect(() => instantiateSync(CLOCK, {}, options)).not.toThrow();
  });
});

/** Each problem in a line: its code and message, its notes and its help. */
function problems(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return error.diagnostics.map(({ code, message, notes, help }) =>
      [`${code}: ${message}`, ...notes, ...help].join('; '),
    );
  }
  return [];
}
