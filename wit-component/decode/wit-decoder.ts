import type { CheckedExtern, CheckedInstanceType, CheckedType } from '../../component/index.js';
import {
  externName,
  freezePackage,
  interfaceId,
  packageDependencies,
  packageId,
  topologicalPackages,
  type Package,
  type PackageName,
  type Resolve,
  type WorldItem,
} from '../../wit-parser/index.js';
import type { InterfaceDocs, WorldDocs } from '../docs/package-docs.js';
import { attributesOf, docsOf, entryOf, type CarriedDocs } from '../docs/read-docs.js';
import { worldFuncDocs, worldInterfaceDocs, worldItemDocs, type Side } from '../docs/world-docs.js';
import type { DecodeFaults } from './faults.js';
import { externalIdOf, implementsName, readQualifiedName } from './interface-name.js';
import { openPackage, type OpenInterface, type OpenPackage, type OpenWorld } from './open-model.js';
import { TypeDecoder } from './type-decoder.js';

/** Decodes interfaces and worlds of one checked binary into packages, which come into being as they are named. */
export class WitDecoder {
  readonly #faults: DecodeFaults;
  readonly #types: TypeDecoder;
  readonly #docs: CarriedDocs;
  readonly #main: OpenPackage;
  /** By id; `main` is not among them until something names it. */
  readonly #packages = new Map<string, OpenPackage>();
  /** In the order in which they come up, over all packages. */
  readonly #interfaces: OpenInterface[] = [];
  readonly #docsOf = new Map<OpenInterface, InterfaceDocs>();

  /** @param main the name of the package that the binary is, or stands in */
  constructor(main: PackageName, docs: CarriedDocs, faults: DecodeFaults) {
    this.#faults = faults;
    this.#types = new TypeDecoder(faults);
    this.#docs = docs;
    this.#main = openPackage(main, docs.main.docs ?? null);
  }

  get main(): OpenPackage {
    return this.#main;
  }

  /** The interface called `name`, with all that an instance of `type` shows of it. */
  namedInterface(name: string, extern: CheckedExtern, type: CheckedInstanceType): OpenInterface | null {
    const qualified = readQualifiedName(name, extern.name.attributes);
    if (qualified === null) {
      this.#faults.unqualifiedName(name, 'an interface');
      return null;
    }
    const pkg = this.#package(qualified.package);
    let iface = pkg.interfaces.get(qualified.item);
    if (iface === undefined) {
      const docs = entryOf(this.#docsOfPackage(pkg).interfaces, qualified.item);
      iface = this.#openInterface(pkg, qualified.item, docs);
      pkg.interfaces.set(qualified.item, iface);
    }
    this.#fill(iface, name, type);
    return iface;
  }

  /** Makes a world of the main package that has nothing yet. */
  openWorld(name: string): OpenWorld {
    const attributes = attributesOf(entryOf(this.#docs.main.worlds, name));
    const world: OpenWorld = {
      kind: 'world',
      name,
      package: this.#main,
      imports: [],
      exports: [],
      ...attributes,
      span: null,
    };
    this.#main.worlds.set(name, world);
    return world;
  }

  /** Adds an import of a component to `world`; returns false for one that no world can have. */
  addImport(world: OpenWorld, extern: CheckedExtern): boolean {
    const item = this.#item(world, extern, 'import');
    if (item !== null) world.imports.push(item);
    return item !== null;
  }

  /** The same with an export. */
  addExport(world: OpenWorld, extern: CheckedExtern): boolean {
    const item = extern.item.kind === 'type' ? null : this.#item(world, extern, 'export');
    if (item !== null) world.exports.push(item);
    return item !== null;
  }

  /** The finished model. */
  finish(): Resolve {
    const packages = topologicalPackages([...this.#packages.values(), this.#main]);
    this.#checkOrder(packages);
    packages.forEach(freezePackage);
    const numbering = { interfaces: this.#interfaces, types: this.#types.types };
    return Object.freeze({ packages: Object.freeze(packages), main: this.#main, numbering });
  }

  /** Where packages use each other in a circle, one of them comes before what it uses. */
  #checkOrder(packages: readonly Package[]): void {
    const earlier = new Set<Package>();
    for (const pkg of packages) {
      const late = packageDependencies(pkg).find((used) => !earlier.has(used));
      if (late !== undefined) this.#faults.packageCycle(packageId(pkg.name), packageId(late.name));
      earlier.add(pkg);
    }
  }

  #package(name: PackageName): OpenPackage {
    const id = packageId(name);
    if (id === packageId(this.#main.name)) return this.#main;
    const known = this.#packages.get(id) ?? openPackage(name, docsOf(this.#docs, name, false).docs ?? null);
    this.#packages.set(id, known);
    return known;
  }

  #docsOfPackage(pkg: OpenPackage): ReturnType<typeof docsOf> {
    return docsOf(this.#docs, pkg.name, pkg === this.#main);
  }

  #openInterface(pkg: OpenPackage, name: string | null, docs: InterfaceDocs = {}): OpenInterface {
    const iface: OpenInterface = {
      kind: 'interface',
      name,
      package: pkg,
      types: new Map(),
      functions: new Map(),
      ...attributesOf(docs),
      span: null,
    };
    pkg.allInterfaces.push(iface);
    this.#interfaces.push(iface);
    this.#docsOf.set(iface, docs);
    return iface;
  }

  /** Adds to `iface` what is not there yet; what is there gets more entities that stand for it. */
  #fill(iface: OpenInterface, instance: string, { exports }: CheckedInstanceType): void {
    const docs = this.#docsOf.get(iface) ?? {};
    for (const { name, item } of exports.values()) {
      if (item.kind === 'type' && isWitType(item.type)) {
        const known = iface.types.get(name.name);
        if (known !== undefined) this.#types.again(item.type, known);
        else
          iface.types.set(
            name.name,
            this.#types.named(name, item.type, iface, entryOf(docs.types, name.name)),
          );
      } else if (item.kind === 'func') {
        const known = iface.functions.get(name.name);
        if (known !== undefined) {
          if (!this.#types.isTypeOf(known, item.type)) this.#faults.otherFunction(known, iface);
          continue;
        }
        const func = this.#types.func(name, item.type, iface, entryOf(docs.funcs, name.name));
        iface.functions.set(name.name, func);
      } else this.#faults.notAnInterfaceMember(instance, name.name, item);
    }
  }

  #item(world: OpenWorld, extern: CheckedExtern, side: Side): WorldItem | null {
    const { name, item } = extern;
    const docs = entryOf(this.#docs.main.worlds, world.name) ?? {};
    if (item.kind === 'instance') return this.#worldInterface(world, extern, item.type, side, docs);
    // Only interfaces go by names with a package.
    if (name.name.includes(':')) return null;
    switch (item.kind) {
      case 'func': {
        const own = worldFuncDocs(docs, side, name.name, hasItem(world.imports, name.name));
        return { kind: 'world-func', name: name.name, func: this.#types.func(name, item.type, world, own) };
      }
      case 'type': {
        if (!isWitType(item.type)) return null;
        const type = this.#types.named(name, item.type, world, entryOf(docs.types, name.name));
        return { kind: 'world-type', name: name.name, type };
      }
      default:
        return null;
    }
  }

  #worldInterface(
    world: OpenWorld,
    extern: CheckedExtern,
    type: CheckedInstanceType,
    side: Side,
    docs: WorldDocs,
  ): WorldItem | null {
    const { name } = extern;
    const implemented = implementsName(name);
    const base = { kind: 'world-interface', externalId: externalIdOf(name), span: null } as const;
    if (implemented === null && readQualifiedName(name.name) === null) {
      const own = worldInterfaceDocs(docs, side, name.name, hasItem(world.imports, name.name));
      const iface = this.#openInterface(world.package, null, own);
      this.#fill(iface, name.name, type);
      return { ...base, label: name.name, interface: iface, docs: null, stability: iface.stability };
    }
    const iface = this.namedInterface(implemented ?? name.name, extern, type);
    if (iface === null) return null;
    const label = implemented === null ? null : name.name;
    const attributes = worldItemDocs(docs, side, label ?? interfaceId(iface) ?? '');
    return { ...base, label, interface: iface, ...attributes };
  }
}

function isWitType({ kind }: CheckedType): boolean {
  return kind === 'value type' || kind === 'resource type';
}

function hasItem(items: readonly WorldItem[], name: string): boolean {
  return items.some((item) => externName(item) === name);
}
