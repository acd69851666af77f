import type { Diagnostic, Result } from '../../base/index.js';
import { encodeComponent } from '../binary/encode.js';
import { layerOf } from '../binary/preamble.js';
import { toExternName, UNPLACED } from '../build/unplaced.js';
import type { CoreModule } from '../core/module.js';
import { decodeTree, type ComponentTree } from '../decode-tree.js';
import type { Component, CoreTypeDefinition, Import, Section } from '../model/definitions.js';
import { bytesOf, type Slice } from '../slice.js';
import { CoreTypeList } from './module-type.js';
import { IndexShift, type Shift } from './shift-indexes.js';
import { shiftNames } from './shift-names.js';

export interface UnbundleOptions {
  /** Core modules of more bytes are taken out; 10 KiB where it is not given. */
  readonly threshold?: number;
}

/** A component, and the core modules that were taken out of it: `component` imports each by its `name`. */
export interface Unbundled {
  readonly component: Uint8Array;
  /** `bytes` are a view of the input. */
  readonly modules: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

const DEFAULT_THRESHOLD = 10 * 1024;

/**
 * Takes the large core modules out of a component, at every depth, and makes it import them as `unbundled-module0` and
 * so on. A core module, and a component without large ones, stay as they are.
 * @returns null with findings if `slice` is malformed, or if a component cannot write the type of a module
 */
export function unbundle(slice: Slice, options: UnbundleOptions = {}): Result<Unbundled | null> {
  const asItIs: Unbundled = { component: bytesOf(slice), modules: [] };
  if (layerOf(slice) === 'core module') return { value: asItIs, diagnostics: [] };
  const { value: tree, diagnostics } = decodeTree(slice);
  if (diagnostics.length > 0) return { value: null, diagnostics };
  const taken = largeModules(tree, options.threshold ?? DEFAULT_THRESHOLD);
  if (taken.size === 0) return { value: asItIs, diagnostics: [] };
  const modules = [...taken.values()];
  const head = headOf(modules);
  if (head.value === null) return { value: null, diagnostics: head.diagnostics };
  const { types, imports } = head.value;
  const shift: Shift = { 'core type': types.length, 'core module': imports.length };
  const numbers = new Map([...taken.keys()].map((content, number) => [content, number]));
  const rest = new Rewriting(numbers, shift).component(tree, 0);
  const sections: Section[] = [
    { id: 3, definitions: types, ...UNPLACED },
    { id: 10, definitions: imports, ...UNPLACED },
    ...rest.sections,
  ];
  const component = encodeComponent({ ...rest, sections });
  const out = modules.map(({ source }, number) => ({ name: nameOf(number), bytes: bytesOf(source) }));
  return { value: { component, modules: out }, diagnostics: [] };
}

function nameOf(number: number): string {
  return `unbundled-module${number}`;
}

/** The modules of more than `threshold` bytes, in the order of the file. */
function largeModules(tree: ComponentTree, threshold: number): Map<Slice, CoreModule> {
  const large = new Map<Slice, CoreModule>();
  const add = ({ component, modules, components }: ComponentTree): void => {
    for (const section of component.sections) {
      if (section.id !== 1 && section.id !== 4) continue;
      for (const { content } of section.definitions) {
        if ('sections' in content) continue;
        const module = modules.get(content);
        const nested = components.get(content);
        if (module !== undefined && content.end - content.start > threshold) large.set(content, module);
        if (nested !== undefined) add(nested);
      }
    }
  };
  add(tree);
  return large;
}

interface Head {
  readonly types: readonly CoreTypeDefinition[];
  readonly imports: readonly Import[];
}

/** What goes before everything else: the types of the modules, and their imports. */
function headOf(modules: readonly CoreModule[]): Result<Head | null> {
  const list = new CoreTypeList();
  const imports: Import[] = [];
  const diagnostics: Diagnostic[] = [];
  modules.forEach((module, number) => {
    const { value: type, diagnostics: found } = list.module(module);
    diagnostics.push(...found);
    if (type === null) return;
    const name = toExternName(nameOf(number));
    imports.push({ kind: 'import', name, type: { kind: 'core module', type }, ...UNPLACED });
  });
  const types = list.types.map((type): CoreTypeDefinition => ({ kind: 'core type', type, ...UNPLACED }));
  return { value: diagnostics.length > 0 ? null : { types, imports }, diagnostics };
}

/** Puts aliases of imports in the place of modules, and moves the indexes of what stands behind the imports. */
class Rewriting {
  readonly #numbers: ReadonlyMap<Slice, number>;
  readonly #shift: Shift;

  constructor(numbers: ReadonlyMap<Slice, number>, shift: Shift) {
    this.#numbers = numbers;
    this.#shift = shift;
  }

  component(tree: ComponentTree, depth: number): Component {
    const indexes = new IndexShift(this.#shift, depth);
    const sections = tree.component.sections.map((section) => this.#section(section, tree, depth, indexes));
    return { ...tree.component, source: null, sections };
  }

  #section(section: Section, tree: ComponentTree, depth: number, indexes: IndexShift): Section {
    switch (section.id) {
      case 0: {
        const hasNames = depth === 0 && section.name === 'component-name';
        return hasNames ? { ...section, data: shiftNames(section.data, this.#shift) } : section;
      }
      case 1: {
        const [module] = section.definitions;
        const index = module === undefined ? undefined : this.#numbers.get(module.content);
        if (index === undefined) return section;
        const alias = { kind: 'alias', sort: 'core module', target: 'outer', count: depth, index } as const;
        return { id: 6, definitions: [{ ...alias, ...UNPLACED }], ...UNPLACED };
      }
      case 4: {
        const definitions = section.definitions.map((definition) => {
          const nested =
            'sections' in definition.content ? undefined : tree.components.get(definition.content);
          return nested === undefined
            ? definition
            : { ...definition, content: this.component(nested, depth + 1) };
        });
        return { ...section, definitions };
      }
      default: {
        // A definition keeps its kind, which the common type of all sections cannot say.
        const definitions = section.definitions.map((definition) => indexes.definition(definition));
        return { ...section, definitions } as Section;
      }
    }
  }
}
