import type { ResourceType, World, WorldInterface } from '../../model.js';
import { externName } from '../../query.js';
import { choices, listed } from '../choices.js';
import type { Findings } from '../findings.js';
import type { WaveLabel } from '../tree.js';
import {
  exportedFunctions,
  exportedInterfaces,
  interfacesAt,
  isFree,
  isOfObject,
  resourceIn,
  shortForms,
  useOf,
  type ExportedFunc,
  type Use,
} from './exported.js';
import { callMessages } from './messages.js';
import type { InterfacePath } from './tree.js';

/** Where a name is looked for. */
export interface Scope {
  readonly functions: readonly ExportedFunc[];
  readonly interfaces: readonly WorldInterface[];
  /** For messages: `the component`, `` `ns:pkg/api` ``. */
  readonly owner: string;
}

/** Finds what the names of a line mean among the exports of a component, and says what there is where they mean nothing. */
export class Lookup {
  readonly #findings: Findings;
  readonly #all: Scope;

  constructor(world: Pick<World, 'exports'>, findings: Findings) {
    this.#findings = findings;
    this.#all = {
      functions: exportedFunctions(world),
      interfaces: exportedInterfaces(world),
      owner: 'the component',
    };
  }

  /** What a statement can name: what `path` has, or everything without one. Null after saying that it has nothing. */
  scope(path: InterfacePath | null): Scope | null {
    if (path === null) return this.#all;
    const { functions, interfaces } = this.#all;
    if (path.text === '') {
      const own = functions.filter(({ item }) => item.kind === 'world-func');
      return { functions: own, interfaces: [], owner: 'the world' };
    }
    const found = interfacesAt(path.text, interfaces);
    const [only] = found;
    if (only !== undefined && found.length === 1) {
      const own = functions.filter(({ item }) => item === only);
      return { functions: own, interfaces: found, owner: `\`${externName(only)}\`` };
    }
    if (only !== undefined) {
      const owners = found.map(externName);
      this.#findings.add(callMessages.ambiguousName.at(path.at, { name: path.text, owners }));
      return null;
    }
    const names = interfaces.map(externName);
    const label: WaveLabel = { name: path.text, escaped: false, at: path.at };
    const known = path.text.includes(':') ? names : names.map((name) => shortForms(name).at(-1) ?? name);
    const near = names.length === 0 ? {} : choices(label, known);
    const help =
      near.fixes === undefined
        ? [names.length === 0 ? 'it exports none' : `one of ${listed(names)}`]
        : near.help;
    this.#findings.add(
      callMessages.unknownInterface.at(path.at, { name: path.text }, { ...near, help: help ?? [] }),
    );
    return null;
  }

  /** The resource `name` of the scope, where one interface alone has it. */
  resource({ interfaces }: Scope, name: string): ResourceType | null {
    const found = new Set(interfaces.flatMap((item) => resourceIn(item, name) ?? []));
    const [only = null] = found;
    return found.size === 1 ? only : null;
  }

  /** The function `label` of the scope that stands for itself, or constructs; null after saying what there is. */
  free(scope: Scope, label: WaveLabel, use: Use): ExportedFunc | null {
    return this.#pick(scope.functions.filter(isFree), label, use, { owner: scope.owner, sort: nounOf(use) });
  }

  /** The getter `label`, behind which there is a `.`; where there is none, a value or resource was meant. */
  owner(scope: Scope, label: WaveLabel, values: readonly string[]): ExportedFunc | null {
    const found = scope.functions.filter((one) => isFree(one) && one.label === label.name);
    if (found.length > 0) return this.#pick(found, label, 'get', { owner: scope.owner, sort: 'getter' });
    const resources = scope.functions.flatMap(({ resource }) => resource?.name ?? []);
    const known = [...new Set([...values, ...resources])];
    const details = known.length === 0 ? { help: [this.#everything()] } : choices(label, known);
    const args = { owner: scope.owner, sort: 'value or resource', name: label.name };
    this.#findings.add(callMessages.unknownName.at(label.at, args, details));
    return null;
  }

  /** The function `label` of the resource itself. */
  static(resource: ResourceType, label: WaveLabel, use: Use): ExportedFunc | null {
    const all = this.#functionsOf(resource).filter((found) => !isFree(found));
    const functions = all.filter((found) => !isOfObject(found));
    const name = resource.name ?? '';
    const args = { owner: `the resource \`${name}\``, sort: `static ${nounOf(use)}` };
    if (
      !functions.some((found) => found.label === label.name) &&
      all.some((found) => found.label === label.name)
    ) {
      const help = [`it is one of objects: \`x = ${name}(…); x.${label.name}\``];
      this.#findings.add(callMessages.unknownName.at(label.at, { ...args, name: label.name }, { help }));
      return null;
    }
    return this.#pick(functions, label, use, args);
  }

  /** The function `label` of objects of the resource. */
  method(resource: ResourceType, label: WaveLabel, use: Use): ExportedFunc | null {
    const functions = this.#functionsOf(resource).filter(isOfObject);
    const owner = `\`${resource.name ?? ''}\``;
    return this.#pick(functions, label, use, { owner, sort: use === 'call' ? 'method' : nounOf(use) });
  }

  #functionsOf(wanted: ResourceType): readonly ExportedFunc[] {
    return this.#all.functions.filter(({ resource }) => resource === wanted);
  }

  #pick(
    functions: readonly ExportedFunc[],
    label: WaveLabel,
    use: Use,
    { owner, sort }: { readonly owner: string; readonly sort: string },
  ): ExportedFunc | null {
    const named = functions.filter((found) => found.label === label.name);
    const found = named.filter((candidate) => useOf(candidate) === use);
    // What the world itself has comes before what its interfaces have.
    const ofWorld = found.filter(({ item }) => item.kind === 'world-func');
    const [only = null] = ofWorld.length > 0 ? ofWorld : found;
    if (only !== null && (found.length === 1 || ofWorld.length === 1)) return only;
    const name = label.name;
    if (only !== null) {
      const owners = found.map(({ item }) => externName(item));
      const [first = ''] = owners;
      this.#findings.add(
        callMessages.ambiguousName.at(label.at, { name, owners }, {
          help: [`say which: \`${first}#${name}\``],
        }), // prettier-ignore
      );
    } else if (use === 'get' && named.some((candidate) => useOf(candidate) === 'call')) {
      this.#findings.add(
        callMessages.missingArguments.at(label.at, { name }, {
          help: [`it is called with parentheses: \`${name}(…)\``],
        }), // prettier-ignore
      );
    } else {
      const known = [...new Set(functions.filter((one) => useOf(one) === use).map((one) => one.label))];
      const details = choices(label, known);
      const help = known.length === 0 ? [this.#everything()] : (details.help ?? []);
      this.#findings.add(callMessages.unknownName.at(label.at, { owner, sort, name }, { ...details, help }));
    }
    return null;
  }

  #everything(): string {
    const labels = [...new Set(this.#all.functions.filter(isFree).map(({ label }) => label))];
    return labels.length === 0 ? 'it exports no function' : `the component has ${listed(labels)}`;
  }
}

function nounOf(use: Use): string {
  return use === 'call' ? 'function' : `${use}ter`;
}
