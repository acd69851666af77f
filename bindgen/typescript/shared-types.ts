import { worldId, type World } from '../../wit-parser/index.js';
import { code, importRef, type ImportRef, type ModuleRef } from '../code/index.js';
import { createNameScope } from '../js-names/index.js';
import {
  ambientFile,
  moduleFile,
  type ModuleContent,
  type ModuleWriter,
  type OutputFile,
} from '../writer/index.js';
import { SHARED_STEM, type Side } from './units.js';

/** The types that the files of a world share. Only those that are used are written, in one file beside the world's. */
export interface SharedTypes {
  ref(name: SharedName): ImportRef;
  /** The file, or null if nothing is used. */
  file(banner: string): OutputFile | null;
}

export type SharedName = keyof typeof DECLARATIONS;

/** Begins a collection of shared types for one side of `world`. */
export function createSharedTypes(world: World, side: Side): SharedTypes {
  // A module for the compiler only, so its name has the world's: several worlds may be in one TypeScript project.
  const specifier = `wit-types:${worldId(world)}`;
  const module: ModuleRef =
    side === 'host' ? { kind: 'file', stem: SHARED_STEM } : { kind: 'ambient', specifier, stem: SHARED_STEM };
  const used = new Set<SharedName>();
  return {
    ref(name) {
      used.add(name);
      return importRef(module, name);
    },
    file(banner) {
      if (used.size === 0) return null;
      const content: ModuleContent = {
        scope: createNameScope(),
        write: (writer) => writeShared(writer, used, side),
      };
      const file = { stem: SHARED_STEM, banner };
      return side === 'host' ? moduleFile(file, content) : ambientFile(file, [{ specifier, ...content }]);
    },
  };
}

function writeShared(module: ModuleWriter, used: ReadonlySet<SharedName>, side: Side): void {
  for (const [name, declare] of Object.entries(DECLARATIONS)) {
    if (!used.has(name as SharedName)) continue;
    module.blank();
    declare(module);
  }
  if (!used.has('WitResource')) return;
  module.blank();
  // Within an ambient module all is declared, and a second `declare` an error.
  module.line(code`${side === 'host' ? code`declare const` : code`const`} resourceName: unique symbol;`);
  // With an export list, what has no `export` of its own stays hidden.
  module.line(code`export {};`);
}

const comment = (module: ModuleWriter, text: string): void => module.docs({ text, tags: [] });

const DECLARATIONS = {
  Option(module: ModuleWriter): void {
    comment(module, 'An `option` whose content may itself be `undefined`.');
    module.line(code`export type Option<T> = { tag: 'none' } | { tag: 'some'; val: T };`);
  },

  Result(module: ModuleWriter): void {
    comment(module, 'A `result` as data. As what a function gives, it is a return or a throw instead.');
    module.line(code`export type Result<T, E> = Ok<T> | Err<E>;`);
    module.blank();
    module.line(
      code`export type Ok<T> = [T] extends [void] ? { tag: 'ok'; val?: void } : { tag: 'ok'; val: T };`,
    );
    module.blank();
    module.line(
      code`export type Err<E> = [E] extends [void] ? { tag: 'err'; val?: void } : { tag: 'err'; val: E };`,
    );
  },

  ComponentError(module: ModuleWriter): void {
    comment(
      module,
      'What a call throws when its `result` is an error. Code that implements a function throws\n' +
        'one too, or the payload itself.',
    );
    module.block(code`export interface ComponentError<E> extends Error`, () => {
      module.line(code`readonly payload: E;`);
    });
  },

  WitResource(module: ModuleWriter): void {
    comment(
      module,
      'What every object that implements a resource is. `Name` is for the compiler only, to tell\n' +
        'resources of one shape apart.',
    );
    module.block(code`export interface WitResource<Name extends string>`, () => {
      module.line(code`readonly [resourceName]?: Name;`);
      comment(module, 'Called when the other side has dropped its last handle.');
      module.line(code`[Symbol.dispose]?: () => void;`);
    });
  },

  FixedLengthList(module: ModuleWriter): void {
    comment(module, 'A list of exactly `N` elements.');
    module.line(
      code`export type FixedLengthList<T, N extends number, List extends T[] = []> = List['length'] extends N`,
    );
    module.indented(() => {
      module.line(code`? List`);
      module.line(code`: FixedLengthList<T, N, [...List, T]>;`);
    });
  },

  WitStream(module: ModuleWriter): void {
    comment(module, 'A stream that the other side writes. `for await` gives one element at a time.');
    module.block(code`export interface WitStream<T, Chunk = T[]> extends AsyncIterable<T>`, () => {
      comment(
        module,
        'Waits for elements and gives at most `max` of them; `undefined` at the end of the stream.',
      );
      module.line(code`read(max: number): Promise<Chunk | undefined>;`);
      comment(module, 'Stops reading: tells the writer that nobody listens any more.');
      module.line(code`[Symbol.dispose](): void;`);
    });
  },

  StreamInput(module: ModuleWriter): void {
    comment(module, 'What can be given as a stream. Of numbers also in chunks, as typed arrays.');
    module.line(code`export type StreamInput<T> = AsyncIterable<T> | Iterable<T> | ReadableStreamLike<T>;`);
    module.blank();
    comment(module, 'What is used of the `ReadableStream` of browsers, Node, Deno and Bun.');
    module.block(code`export interface ReadableStreamLike<T>`, () => {
      module.block(
        code`getReader():`,
        () => {
          module.line(code`read(): Promise<{ done: boolean; value?: T | undefined }>;`);
          module.line(code`releaseLock(): void;`);
        },
        code`};`,
      );
    });
  },

  FutureHandle(module: ModuleWriter): void {
    comment(
      module,
      'A future inside a promise or a stream. JavaScript would wait for it there, so it is in an\n' +
        'object of its own.',
    );
    module.block(code`export interface FutureHandle<P>`, () => {
      module.line(code`readonly promise: P;`);
    });
  },

  ErrorContext(module: ModuleWriter): void {
    comment(module, 'An `error-context`: what is known about a failure, for people who debug.');
    module.block(code`export interface ErrorContext`, () => {
      module.line(code`readonly debugMessage: string;`);
    });
  },

  Unversioned(module: ModuleWriter): void {
    comment(module, 'The same imports under their names without versions.');
    module.block(
      code`export type Unversioned<Imports> =`,
      () => {
        module.line(
          code`[Name in keyof Imports as Name extends \`\${infer Base}@\${string}\` ? Base : Name]: Imports[Name];`,
        );
      },
      code`};`,
    );
  },
};
