import type { ByteSpan, Diagnostic } from '../../../base/index.js';
import type { TypeDef } from '../../../wit-parser/index.js';
import { reallocFor, type RoledImport } from '../../names/module-roles.js';
import type { ImportRole, PlacedFunc, ReallocUse, StringEncoding } from '../../names/roles.js';
import { exportSignature } from '../../names/signatures.js';
import { encodingOf } from '../encodings.js';
import { newMessages } from '../messages.js';
import { importedMemory, partName, type Part, type Parts } from '../part.js';
import {
  coreFunc,
  type CoreItem,
  type Options,
  type Realloc,
  type Shim,
  type Signature,
} from './core-item.js';
import type { Needs } from './needs.js';
import { Shims } from './shims.js';
import type { TlsPlace } from './tls.js';

/** An import that is being planned. */
export interface Importing<Role extends ImportRole = ImportRole> extends RoledImport {
  readonly part: Part;
  readonly role: Role;
}

/** An import or export that needs something, as messages call it, and where it stands. */
export interface User {
  readonly name: string;
  readonly place: ByteSpan | null;
}

/** Where the options of a function come from. */
interface OptionSource {
  readonly part: Part;
  readonly encoding: StringEncoding;
  readonly async: boolean;
  readonly realloc: Exclude<ReallocUse, 'adapter'>;
  /** Whether a realloc function is asked for before `part` is instantiated, behind it, or behind all parts. */
  readonly site: 'before' | 'after' | 'lift';
}

const REALLOC: Signature = { params: ['i32', 'i32', 'i32', 'i32'], results: ['i32'] };

/** What planning needs of all parts, and what it gathers: shims, and what is missing. */
export class Planner {
  readonly diagnostics: Diagnostic[] = [];
  readonly destructors = new Map<TypeDef, Shim>();
  readonly tls: TlsPlace;
  readonly main: Part;
  readonly #adapters: ReadonlyMap<string | null, Part>;
  readonly #shims = new Shims();
  readonly #reallocs = new Map<Part, Map<ReallocUse, string | null>>();
  readonly #ids = new Map<object, number>();
  readonly #reported = new Set<string>();
  /** The main module imports its memory, so that it is there from the start. */
  readonly #hasEarlyMemory: boolean;
  readonly #hasMemory: boolean;
  readonly #hasTaskHook: boolean;

  constructor({ main, adapters }: Parts, tls: TlsPlace) {
    const roles = [...main.roles.exports.values()].map(({ role }) => role.kind);
    this.main = main;
    this.tls = tls;
    this.#adapters = new Map(adapters.map((part) => [part.adapter, part]));
    this.#hasEarlyMemory = importedMemory(main) !== null;
    this.#hasMemory = this.#hasEarlyMemory || roles.includes('memory');
    this.#hasTaskHook = roles.includes('task hook');
  }

  get shims(): readonly Shim[] {
    return this.#shims.all;
  }

  /** Whether the component's memory is there when `part` is instantiated. */
  hasMemoryFor(part: Part): boolean {
    return this.#hasEarlyMemory || (part !== this.main && this.#hasMemory);
  }

  adapter(name: string): Part | undefined {
    return this.#adapters.get(name);
  }

  /** Sends an import through a shim. `key` and the part tell what is imported apart. */
  shim(
    label: string,
    signature: Signature,
    key: readonly (string | object)[],
    target: () => CoreItem,
  ): CoreItem {
    return { kind: 'shim', shim: this.#shim(label, signature, key, target) };
  }

  options(needs: Needs, source: OptionSource, user: User): Options {
    if (needs.memory) this.requireMemory(user);
    return {
      memory: needs.memory,
      realloc: needs.realloc ? this.#realloc(source, user) : null,
      encoding: needs.encoding ? source.encoding : null,
      async: source.async,
    };
  }

  requireMemory(user: User): void {
    if (this.#hasMemory) return;
    const help = ['export the memory of the main module as `memory`; linkers do so unless told otherwise'];
    this.reportOnce('memory', newMessages.missingMemory.at(user.place, { user: user.name }, { help }));
  }

  /** The encoding of the strings of `func` for `part`; null, and reported, if no world of that module has the function. */
  encoding(part: Part, func: PlacedFunc, user: User): StringEncoding | null {
    const encoding = encodingOf(part.encodings, func);
    if (encoding === null) {
      const facts = { part: partName(part), user: user.name, side: func.side };
      const help = [`embed a world in that module that ${func.side}s it`];
      const diagnostic = newMessages.missingMetadata.at(user.place, facts, { help });
      this.reportOnce(`encoding ${partName(part)} ${user.name}`, diagnostic);
    }
    return encoding;
  }

  /** Reports what is missing once, not for each that needs it. */
  reportOnce(key: string, diagnostic: Diagnostic): void {
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.diagnostics.push(diagnostic);
  }

  /** Plans the shims for the destructors that `part` exports: resources are there before the part is. */
  planDestructors(part: Part): void {
    for (const [name, { role, export: item }] of part.roles.exports) {
      if (role.kind !== 'destructor') continue;
      const signature = exportSignature(role);
      if (signature === null) continue;
      const label = `dtor-${role.resource.name ?? item.name}`;
      const shim = this.#shim(label, signature, ['destructor', part, name], () => coreFunc(part, name));
      this.destructors.set(role.resource, shim);
    }
  }

  #realloc({ part, realloc: use, site }: OptionSource, user: User): Realloc | null {
    const name = this.#reallocName(part, use);
    if (name === null) {
      const facts = { part: partName(part), user: user.name };
      const help = ['export an allocator: `cabi_realloc`, of the core type `(i32, i32, i32, i32) -> i32`'];
      const diagnostic = newMessages.missingRealloc.at(user.place, facts, { help });
      this.reportOnce(`realloc ${partName(part)}`, diagnostic);
      return null;
    }
    const direct = site === 'lift' || (site === 'after' && !this.#hasTaskHook);
    if (direct) return { part, name, shim: null };
    const label = `realloc-${partName(part)}-${name}`;
    const shim = this.#shim(label, REALLOC, ['realloc', part, name], () => coreFunc(part, name));
    return { part, name, shim };
  }

  #reallocName(part: Part, use: ReallocUse): string | null {
    const names = this.#reallocs.get(part) ?? new Map<ReallocUse, string | null>();
    this.#reallocs.set(part, names);
    const known = names.get(use);
    if (known !== undefined) return known;
    const name = reallocFor(part.roles, use);
    names.set(use, name);
    return name;
  }

  #shim(
    label: string,
    signature: Signature,
    key: readonly (string | object)[],
    target: () => CoreItem,
  ): Shim {
    const text = JSON.stringify(key.map((part) => (typeof part === 'string' ? part : this.#idOf(part))));
    return this.#shims.shim(text, label, signature, target);
  }

  #idOf(object: object): number {
    const id = this.#ids.get(object) ?? this.#ids.size;
    this.#ids.set(object, id);
    return id;
  }
}
