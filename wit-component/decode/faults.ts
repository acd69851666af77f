import {
  hasErrors,
  InternalError,
  type ByteSpan,
  type Diagnostic,
  type DiagnosticDefinition,
} from '../../base/index.js';
import type { CheckedExtern, CheckedItem, Slice } from '../../component/index.js';
import { interfaceId, type Func, type Interface, type TypeDef } from '../../wit-parser/index.js';
import { decodeMessages } from './messages.js';
import type { TypeFaults } from './type-decoder.js';

/** A stretch of a file, as definitions and sections have it. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Gathers what of a binary WIT cannot say, each at the import or export of the component that leads to it. */
export class DecodeFaults implements TypeFaults {
  readonly diagnostics: Diagnostic[] = [];
  readonly #slice: Slice;
  #place: ByteSpan;

  constructor(slice: Slice) {
    this.#slice = slice;
    this.#place = this.#spanOf(slice);
  }

  /** Says where what is decoded next stands. */
  goTo(place: Stretch): void {
    this.#place = this.#spanOf(place);
  }

  add<Args>(definition: DiagnosticDefinition<Args>, args: Args): void {
    this.diagnostics.push(definition.at(this.#place, args));
  }

  notAnInterfaceMember(instance: string, name: string, item: CheckedItem): void {
    if (item.kind !== 'error') {
      this.add(decodeMessages.notAnInterfaceMember, { instance, name, found: kindOf(item) });
    }
  }

  notAWorldItem(side: 'import' | 'export', { name, item }: CheckedExtern): void {
    if (item.kind !== 'error') {
      this.add(decodeMessages.notAWorldItem, { side, name: name.name, found: kindOf(item) });
    }
  }

  importLeftOut({ name, item }: CheckedExtern): void {
    if (item.kind === 'func' || (item.kind === 'type' && item.type.kind === 'resource type')) {
      // Left out, it would be missed: only its name keeps it from being an import of the world.
      this.add(decodeMessages.notAWorldItem, { side: 'import', name: name.name, found: kindOf(item) });
    } else if (item.kind !== 'error') {
      this.add(decodeMessages.importLeftOut, { name: name.name, found: kindOf(item) });
    }
  }

  typeTwice(name: string): void {
    this.add(decodeMessages.typeTwice, { name });
  }

  unnamedType(kind: string): void {
    // Only what was refused before, and with it the name, leads here: types get across a border by names.
    if (!hasErrors(this.diagnostics)) throw new InternalError(`a ${kind} without a name`);
  }

  otherDefinition({ name, owner }: TypeDef): void {
    const iface = owner?.kind === 'interface' ? interfaceId(owner) : null;
    this.add(decodeMessages.otherDefinition, { name: name ?? '', interface: iface ?? '' });
  }

  otherFunction({ name }: Func, owner: Interface): void {
    this.add(decodeMessages.otherDefinition, { name, interface: interfaceId(owner) ?? '' });
  }

  inlineType({ name }: TypeDef): void {
    this.add(decodeMessages.inlineType, { name: name ?? '' });
  }

  packageCycle(first: string, second: string): void {
    this.goTo(this.#slice);
    this.add(decodeMessages.packageCycle, { first, second });
  }

  unqualifiedName(name: string, what: string): void {
    this.add(decodeMessages.unqualifiedName, { name, what });
  }

  #spanOf({ start, end }: Stretch): ByteSpan {
    return { file: this.#slice.file, component: this.#slice.path, start, end };
  }
}

/** `func`, or `instance type` for the import or export of a type. */
function kindOf(item: Exclude<CheckedItem, { kind: 'error' }>): string {
  return item.kind === 'type' && item.type.kind !== 'value type' ? item.type.kind : item.kind;
}
