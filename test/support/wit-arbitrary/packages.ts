import { createScope, type Picker, type Scope } from './picker.js';
import { type Named, writeAccessor, writeFunc, writeTypeItem } from './types.js';

/** An interface that worlds and other interfaces may name. */
export interface Exporter {
  /** `ns:pkg/name@1.0.0` */
  readonly path: string;
  readonly types: readonly Named[];
  /** All interfaces that it uses, directly or not. */
  readonly uses: ReadonlySet<Exporter>;
}

/** A world that others may include: nothing in it but interfaces and functions over primitive types. */
interface Includable {
  readonly name: string;
  readonly plainNames: readonly string[];
  readonly exported: readonly Exporter[];
}

interface PackageContext {
  readonly picker: Picker;
  readonly scope: Scope;
  readonly version: string | null;
  /** How an interface is named from here. */
  pathOf(target: Exporter): string;
  /** Interfaces of other packages and those of this one so far. */
  readonly visible: Exporter[];
  readonly worlds: Includable[];
  /** Numbers the plain names of worlds, which must differ when one includes another. */
  counter: number;
}

export interface GeneratedPackage {
  /** `package ns:name@1.0.0`, perhaps with docs. */
  readonly head: string;
  readonly items: readonly string[];
  readonly exporters: readonly Exporter[];
}

/** A package called `name` that may use the interfaces of `known`. */
export function generatePackage(picker: Picker, name: string, known: readonly Exporter[]): GeneratedPackage {
  const version = picker.chance(70)
    ? picker.pick(['1.2.0', '0.3.1', '0.0.7', '2.0.0-rc.1', '1.0.0+b1'])
    : null;
  const suffix = version === null ? '' : `@${version}`;
  const own = new Map<Exporter, string>();
  const context: PackageContext = {
    picker,
    scope: createScope(picker),
    version,
    pathOf: (target) => own.get(target) ?? target.path,
    visible: [...known],
    worlds: [],
    counter: 0,
  };
  const items: string[] = [];
  const exporters: Exporter[] = [];
  for (const _ of Array.from({ length: 1 + picker.below(3) })) {
    const label = context.scope.fresh();
    const gate = writeGate(context);
    const { body, types, uses } = writeInterface(context, gate.hidden ? () => UNSTABLE : writeGate);
    items.push(`${gate.text}interface ${label} {\n${body}\n}`);
    if (gate.hidden) continue;
    const exporter = { path: `gen:${name}/${label}${suffix}`, types, uses };
    own.set(exporter, label);
    exporters.push(exporter);
    context.visible.push(exporter);
  }
  for (const _ of Array.from({ length: picker.below(3) })) items.push(writeWorld(context));
  return { head: `package gen:${name}${suffix}`, items, exporters };
}

interface Gate {
  readonly text: string;
  /** The item may be absent, so nothing may refer to it. */
  readonly hidden: boolean;
}

const UNSTABLE: Gate = { text: '@unstable(feature = active)\n', hidden: true };

/** `@unstable`, `@since`, or nothing. */
function writeGate(context: PackageContext): Gate {
  return context.picker.chance(8) ? UNSTABLE : writeStableGate(context);
}

/** `@since` or nothing. */
function writeStableGate(context: PackageContext): Gate {
  const { picker, version } = context;
  if (version === null || !picker.chance(15)) return { text: '', hidden: false };
  const deprecated = picker.chance(30) ? `@deprecated(version = ${version})\n` : '';
  return { text: `@since(version = ${version})\n${deprecated}`, hidden: false };
}

function writeExternalId(picker: Picker): string {
  return picker.chance(6) ? `@external-id("${picker.pick(['plain', 'a/b:c d', 'q\\"\\u{e9}\\n'])}")\n` : '';
}

interface InterfaceText {
  readonly body: string;
  readonly types: readonly Named[];
  readonly uses: ReadonlySet<Exporter>;
}

/** In an interface that is gated by a feature every item is: wasm-tools refuses those that refer to each other else. */
function writeInterface(context: PackageContext, gateOf: (context: PackageContext) => Gate): InterfaceText {
  const { picker } = context;
  const scope = createScope(picker);
  const uses = new Set<Exporter>();
  const { items, pool } = writeTypes(context, scope, uses, { sources: context.visible, gateOf });
  for (const _ of Array.from({ length: picker.below(4) })) {
    const gate = gateOf(context).text + writeExternalId(picker);
    const name = scope.fresh();
    if (picker.chance(20)) items.push(gated(gate, writeAccessor(picker, name, pool)));
    else items.push(`${gate}${name}: ${writeFunc(picker, pool)};`);
  }
  return { body: indent(picker.shuffle(items).join('\n')), types: pool, uses };
}

/** `use` statements and type definitions of an interface or a world; adds what they use to `uses`. */
function writeTypes(
  context: PackageContext,
  scope: Scope,
  uses: Set<Exporter>,
  { sources, gateOf }: { sources: readonly Exporter[]; gateOf: (context: PackageContext) => Gate },
): { items: string[]; pool: Named[] } {
  const { picker } = context;
  const items: string[] = [];
  const pool: Named[] = [];
  const source = sources.length > 0 && picker.chance(50) ? picker.pick(sources) : null;
  const gate = gateOf(context);
  // wasm-tools gives the gate of the first `use` of a type of another package to all of them.
  const gateFits = !gate.hidden || (source !== null && context.pathOf(source) !== source.path);
  if (source !== null && source.types.length > 0 && gateFits) {
    const names = picker.some(1, 2, () => {
      const type = picker.pick(source.types);
      const alias = picker.chance(30) || !scope.take(type.name) ? scope.fresh() : null;
      if (!gate.hidden) pool.push({ ...type, name: alias ?? type.name });
      return alias === null ? type.name : `${type.name} as ${alias}`;
    });
    items.push(
      `${gate.text}use ${context.pathOf(source)}.{${names.join(', ')}${picker.chance(20) ? ',' : ''}};`,
    );
    for (const used of [source, ...source.uses]) uses.add(used);
  }
  for (const _ of Array.from({ length: picker.below(5) })) {
    const gate = gateOf(context);
    const { text, type } = writeTypeItem(picker, scope, pool, gate.hidden ? gate.text : '');
    items.push(gate.text + writeExternalId(picker) + text);
    if (!gate.hidden) pool.push(type);
  }
  return { items, pool };
}

function writeWorld(context: PackageContext): string {
  const { picker, visible } = context;
  const name = context.scope.fresh();
  const plainNames: string[] = [];
  const label = (): string => {
    const text = `w${context.counter++}`;
    plainNames.push(text);
    return text;
  };
  const exported: Exporter[] = [];
  const items: string[] = [];
  const included = writeInclude(context, exported, items);
  const imports = picker.shuffle(visible).slice(0, picker.below(3));
  items.push(...imports.map((target) => `${writeStableGate(context).text}import ${context.pathOf(target)};`));
  for (const target of picker.shuffle(visible).slice(0, picker.below(3))) {
    if (exported.includes(target) || !mayExport(target, exported)) continue;
    exported.push(target);
    items.push(`export ${context.pathOf(target)};`);
  }
  if (visible.length > 0 && picker.chance(25)) {
    items.push(`${writeExternalId(picker)}import ${label()}: ${context.pathOf(picker.pick(visible))};`);
  }
  for (const direction of ['import', 'export']) {
    if (picker.chance(40)) items.push(`${direction} ${label()}: ${writeFunc(picker, [])};`);
    // Not a label that an `include` may rename: it may be absent.
    if (picker.chance(8)) items.push(`${UNSTABLE.text}${direction} h${context.counter++}: func();`);
    if (picker.chance(15)) {
      items.push(writeAccessor(picker, label(), []).replace(/^/gm, `${direction} `));
    }
    if (picker.chance(30)) {
      const sources = visible.filter((target) => mayExport(target, exported) && !exported.includes(target));
      const inner = writeInterface(
        { ...context, visible: direction === 'import' ? visible : sources },
        writeGate,
      );
      items.push(`${direction} ${label()}: interface {\n${inner.body}\n}`);
      // What an exported interface uses is imported, and so may not be exported, here or where this is included.
      if (direction === 'export') exported.push({ path: '', types: [], uses: inner.uses });
    }
  }
  if (!included && picker.chance(40)) items.push(...writeWorldTypes(context, exported));
  else context.worlds.push({ name, plainNames, exported });
  return `world ${name} {\n${indent(picker.shuffle(items).join('\n'))}\n}`;
}

/** An interface may not be exported beside one that uses it: the user would see the import and the export. */
function mayExport(target: Exporter, exported: readonly Exporter[]): boolean {
  return exported.every((other) => !other.uses.has(target) && !target.uses.has(other));
}

function writeInclude(context: PackageContext, exported: Exporter[], items: string[]): boolean {
  const { picker, worlds } = context;
  if (worlds.length === 0 || !picker.chance(50)) return false;
  const world = picker.pick(worlds);
  exported.push(...world.exported);
  const renames = world.plainNames
    .filter(() => picker.chance(40))
    .map((plain) => `${plain} as r${context.counter++}`);
  items.push(`include ${world.name}${renames.length === 0 ? ';' : ` with { ${renames.join(', ')} }`}`);
  return true;
}

/** Types of a world, and functions over them. */
function writeWorldTypes(context: PackageContext, exported: readonly Exporter[]): readonly string[] {
  const { picker } = context;
  const scope = createScope(
    picker,
    Array.from({ length: context.counter }, (_, index) => `w${index}`),
  );
  const sources = context.visible.filter((target) => !exported.includes(target));
  const { items, pool } = writeTypes(context, scope, new Set(), { sources, gateOf: writeStableGate });
  items.push(`import ${scope.fresh()}: ${writeFunc(picker, pool)};`);
  return items;
}

/** `items`, each behind `gate`. */
function gated(gate: string, items: string): string {
  return items.replace(/^/gm, gate);
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
