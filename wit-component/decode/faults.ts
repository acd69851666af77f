import type { ByteSpan, Diagnostic, DiagnosticDefinition } from '../../base/index.js';
import type { CheckedExtern, Slice } from '../../component/index.js';
import { interfaceId, type TypeDef } from '../../wit-parser/index.js';
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

  notAnInterfaceMember(instance: string, name: string, found: string): void {
    this.add(decodeMessages.notAnInterfaceMember, { instance, name, found });
  }

  notAWorldItem(side: 'import' | 'export', { name, item }: CheckedExtern): void {
    if (item.kind !== 'error') {
      this.add(decodeMessages.notAWorldItem, { side, name: name.name, found: item.kind });
    }
  }

  typeTwice(name: string): void {
    this.add(decodeMessages.typeTwice, { name });
  }

  unnamedType(kind: string): void {
    this.add(decodeMessages.unnamedType, { kind });
  }

  otherDefinition({ name, owner }: TypeDef): void {
    const iface = owner?.kind === 'interface' ? interfaceId(owner) : null;
    this.add(decodeMessages.otherDefinition, { name: name ?? '', interface: iface ?? '' });
  }

  unqualifiedName(name: string, what: string): void {
    this.add(decodeMessages.unqualifiedName, { name, what });
  }

  #spanOf({ start, end }: Stretch): ByteSpan {
    return { file: this.#slice.file, component: this.#slice.path, start, end };
  }
}
