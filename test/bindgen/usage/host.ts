/**
 * How a host uses its declarations. Compiled, never run: each `@ts-expect-error` is a mistake that the declarations
 * must not let pass.
 */
import type { TestAccessorsSettings } from '../../../fixtures/bindgen/accessors/host/interfaces/test-accessors-settings.js';
import type {
  Error as SecondOpaque,
  Symbol as FirstOpaque,
} from '../../../fixtures/bindgen/name-clashes/host/interfaces/test-name-clashes-globals.js';
import type { ExportedResourcesExports } from '../../../fixtures/bindgen/exported-resources/host/exported-resources.js';
import type { Counter } from '../../../fixtures/bindgen/exported-resources/host/interfaces/test-exported-resources-counters.js';
import type { ImportAndExportExports } from '../../../fixtures/bindgen/import-and-export/host/import-and-export.js';
import type { Store } from '../../../fixtures/bindgen/import-and-export/host/interfaces/test-import-and-export-stores.js';
import type {
  File,
  FileConstructor,
  TestResourcesFiles,
  Token,
} from '../../../fixtures/bindgen/resources/host/interfaces/test-resources-files.js';
import type {
  ResourcesImports,
  ResourcesUnversionedImports,
} from '../../../fixtures/bindgen/resources/host/resources.js';
import type { TestStreamsPipes } from '../../../fixtures/bindgen/streams/host/interfaces/test-streams-pipes.js';
import type { StreamsExports } from '../../../fixtures/bindgen/streams/host/streams.js';
import type { Settings } from '../../../fixtures/bindgen/options/host/interfaces/test-options-options.js';
import type { Shape } from '../../../fixtures/bindgen/variants/host/interfaces/test-variants-variants.js';

// A class of one's own, with more in it than WIT knows, implements a resource.
class DiskFile implements File {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
  read(count: number): Uint8Array {
    return new Uint8Array(count);
  }
  renameTo(_path: string): void {}
  async sync(): Promise<void> {}
  static join(a: File, _b: File): File {
    return a;
  }
  static async openAll(paths: Array<string>): Promise<Array<File>> {
    return paths.map((path) => new DiskFile(path));
  }
  [Symbol.dispose](): void {}
}
// So does one with nothing in it that WIT knows, and one that nobody else can make.
class DiskToken {
  readonly secret = 1;
  private constructor() {}
  static make(): DiskToken {
    return new DiskToken();
  }
}
class DiskKey {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  constructorName(): string {
    return this.text;
  }
}

const files: TestResourcesFiles = {
  File: DiskFile,
  Token: DiskToken,
  Key: DiskKey,
  take: (_file, _token) => undefined,
  look: (file, token) => [file, token],
  many: (list) => list,
};
export const imports: ResourcesImports = { 'test:resources/files@1.0.0': files };
export const unversioned: ResourcesUnversionedImports = { 'test:resources/files': files };

// @ts-expect-error a key that the world does not import
export const misspelt: ResourcesImports = { 'test:resources/file@1.0.0': files };
// @ts-expect-error a function is missing
export const partial: TestResourcesFiles = { File: DiskFile, Token: DiskToken, Key: DiskKey };
// @ts-expect-error a parameter is of another type
export const wrongParameter: TestResourcesFiles['take'] = (_file: string) => undefined;
// @ts-expect-error a parameter does not admit all that may come
export const narrowParameter: TestResourcesFiles['look'] = (file: DiskFile, token) => [file, token];
// @ts-expect-error a result is of another type
export const wrongResult: TestResourcesFiles['take'] = () => null;
// @ts-expect-error one resource is no other, even if both look the same
export const swapped = (one: FirstOpaque): SecondOpaque => one;
// @ts-expect-error a number is no resource
export const notAnObject: Token = 5;
// @ts-expect-error a class whose constructor wants something else
export const wrongConstructor: FileConstructor = class extends DiskFile {
  constructor(path: number) {
    super(String(path));
  }
};

export function useExports(component: ExportedResourcesExports): bigint {
  using counter = new component.counters.Counter(1n);
  const sealed = component['test:exported-resources/counters@1.0.0'].seal(counter);
  component.users.count({ name: 'me', counter }, sealed);
  // @ts-expect-error the component does not let anybody make one
  new component.counters.Opaque();
  // @ts-expect-error a resource of another kind
  component.counters.seal(sealed);
  // @ts-expect-error an object of the same shape is no handle
  component.counters.seal({ next: () => 1n, [Symbol.dispose]: () => {} });
  // @ts-expect-error a number where WIT has 64 bits
  new component.counters.Counter(1);
  return counter.next();
}

export function isCounter(component: ExportedResourcesExports, value: object): value is Counter {
  return value instanceof component.counters.Counter;
}

export function keepApart(component: ImportAndExportExports, own: Store): void {
  const theirs = component.stores.open();
  component.caches.cached(theirs);
  // @ts-expect-error the host's own store is none of the component's
  component.caches.cached(own);
}

export const settings = {
  Window: class {
    static allWindows = 0;
    static defaultTitle = '';
    width = 0;
    readonly title = '';
    close(): void {}
  },
  userName: '',
  get size(): bigint {
    return 1n;
  },
  set size(_value: bigint) {},
  version: '1',
  reset() {},
} satisfies TestAccessorsSettings;

export async function useStreams(
  component: StreamsExports,
  web: ReadableStream<Uint8Array>,
  pipes: TestStreamsPipes,
): Promise<number> {
  component.pipes.copy(web);
  component.pipes.copy([1, 2, 3]);
  component.pipes.copy(
    (async function* () {
      yield 1;
      yield new Uint8Array(2);
    })(),
  );
  // @ts-expect-error a stream of something else
  component.pipes.copy(['a']);
  const copied = component.pipes.copy(web);
  const chunk: Uint8Array | undefined = await copied.read(1024);
  let sum = chunk?.length ?? 0;
  for await (const byte of copied) sum += byte;
  // What is received can be given on.
  component.pipes.copy(copied);
  const [, done] = component.pipes.both(copied);
  const outcome = await done;
  if (outcome.tag === 'err') outcome.val satisfies 'closed';
  pipes.copy(copied);
  return sum;
}

export function describe(shape: Shape): string {
  switch (shape.tag) {
    case 'everything':
      return shape.tag;
    case 'circle':
      return shape.val.toFixed();
    case 'rectangle':
      return String(shape.val.width);
    case 'many-points':
      return shape.val.map(([x]) => x).join();
    case 'named':
      return shape.val ?? '';
    case 'outcome':
      return shape.val.tag === 'ok' ? shape.val.val.toFixed() : shape.val.val;
  }
}

const maybe: string | undefined = undefined;
export const optional: Settings = { b: { tag: 'none' }, a: maybe };
// @ts-expect-error an option in an option is tagged
export const untagged: Settings = { b: undefined };
