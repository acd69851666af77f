import {
  decodeComponent,
  definitionsOf,
  indexSpaces,
  wholeFile,
  type Canon,
  type CanonOption,
  type Component,
  type IndexSpaces,
  type Sort,
} from '../../component/index.js';

/**
 * One line for each lift and lower of a component that `new` made: what it is of, and which options it has. Where a
 * function comes from is told without indexes, and what goes through a shim is told as what the shim leads to, so that
 * two encoders that number differently give the same lines. Sorted.
 */
export function canonSummary(bytes: Uint8Array): readonly string[] {
  const component = decodeComponent(wholeFile({ path: 'component.wasm', bytes })).value;
  const summary = new Summary(component);
  return definitionsOf(component)
    .flatMap((definition) => (definition.kind === 'canon' ? [summary.line(definition)] : []))
    .filter((line) => line.startsWith('lift') || line.startsWith('lower'))
    .sort();
}

class Summary {
  readonly #spaces: IndexSpaces;

  constructor(component: Component) {
    this.#spaces = indexSpaces(definitionsOf(component));
  }

  line(canon: Canon): string {
    switch (canon.name) {
      case 'lift':
        return ['lift', this.#core('core func', canon.coreFunc), ...this.#options(canon.options)].join(' ');
      case 'lower':
        return ['lower', this.#func(canon.func), ...this.#options(canon.options)].join(' ');
      default:
        return canon.name;
    }
  }

  #options(options: readonly CanonOption[]): readonly string[] {
    return options.map((option) => {
      if (!('index' in option)) return option.kind;
      const sort: Sort = option.kind === 'memory' ? 'core memory' : 'core func';
      return `${option.kind}=${this.#core(sort, option.index)}`;
    });
  }

  /** What the core item at an index is: an export of a module, or a canonical function. */
  #core(sort: Sort, index: number): string {
    const definition = this.#spaces[sort][index]?.definition;
    if (definition?.kind === 'canon') return `(${this.line(definition)})`;
    if (definition?.kind !== 'alias' || definition.target !== 'core export') return `${sort} ${index}`;
    const instance = this.#spaces['core instance'][definition.instance]?.definition;
    if (instance?.kind !== 'core instance' || instance.form !== 'instantiate') return definition.name;
    const module = this.#moduleName(instance.module);
    if (module === 'shim' && sort === 'core func') return this.#behindShim(definition.name);
    return `${module}.${definition.name}`;
  }

  /** The modules are the main one, adapters, and perhaps shims and fixups, which have these names from their numbers. */
  #moduleName(index: number): string {
    if (index === this.#fixup()?.module) return 'fixup';
    const instances = this.#spaces['core instance'].flatMap(({ definition }) =>
      definition.kind === 'core instance' && definition.form === 'instantiate' ? [definition] : [],
    );
    const first = instances[0];
    const isShim = first?.module === index && first.arguments.length === 0 && index > 0;
    return isShim ? 'shim' : `module[${index}]`;
  }

  /** The instance of the fixup module: the last that is made, if it imports what shims lead to or tells the main module. */
  #fixup(): { readonly module: number; readonly actual: number | null } | null {
    const instances = this.#spaces['core instance'].flatMap(({ definition }) =>
      definition.kind === 'core instance' && definition.form === 'instantiate' ? [definition] : [],
    );
    const last = instances.at(-1);
    if (last === undefined || instances.length < 2) return null;
    const actual = last.arguments.find(({ name }) => name === 'actual');
    const isFixup = last.arguments.every(({ name }) => /^(actual|shim|main|adapter:.*)$/.test(name));
    return isFixup ? { module: last.module, actual: actual?.instance ?? null } : null;
  }

  #behindShim(name: string): string {
    const actual = this.#fixup()?.actual ?? -1;
    const instance = this.#spaces['core instance'][actual]?.definition;
    if (instance?.kind !== 'core instance' || instance.form !== 'exports') return `shim.${name}`;
    const entry = instance.exports.find((item) => item.name === name);
    return entry === undefined ? `shim.${name}` : this.#core(entry.sort, entry.index);
  }

  #func(index: number): string {
    const definition = this.#spaces.func[index]?.definition;
    if (definition?.kind === 'import') return definition.name.name;
    if (definition?.kind !== 'alias' || definition.target === 'outer') return `func ${index}`;
    const instance = this.#spaces.instance[definition.instance]?.definition;
    const from = instance?.kind === 'import' ? instance.name.name : `instance ${definition.instance}`;
    return `${from}#${definition.name}`;
  }
}
