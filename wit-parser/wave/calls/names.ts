import { InternalError, type Span } from '../../../base/index.js';
import type { Type } from '../../model.js';
import { resolveAlias } from '../../query.js';
import { containsHandle } from '../../query-types.js';
import { sameValueType } from '../../encodable/same-value-type.js';
import { choices } from '../choices.js';
import { found, typeName } from '../describe.js';
import type { Findings } from '../findings.js';
import { waveMessages } from '../messages.js';
import type { NamedValues } from '../read.js';
import type { WaveCase, WaveNode } from '../tree.js';
import { callMessages } from './messages.js';

interface Named {
  /** Null where that is not known, as its call is at fault. */
  readonly type: Type | null;
  readonly at: Span;
  /** Where it was given away. */
  moved: Span | null;
}

/** The names of a line while it is checked: there are types, and no values yet. */
export class NamedTypes implements NamedValues {
  readonly #findings: Findings;
  readonly #names = new Map<string, Named>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  define(name: string, type: Type | null, at: Span): void {
    const earlier = this.#names.get(name);
    if (earlier === undefined) this.#names.set(name, { type, at, moved: null });
    else {
      this.#findings.add(
        callMessages.nameTaken.at(at, { name }, {
          secondary: [{ at: earlier.at, label: 'first given here' }],
        }), // prettier-ignore
      );
    }
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  get all(): readonly string[] {
    return [...this.#names.keys()];
  }

  /** The type of `name`, which is used at `at`; null where it is not known. */
  use(name: string, at: Span): Type | null {
    const named = this.#named(name);
    if (named.moved !== null) {
      this.#findings.add(
        callMessages.valueMoved.at(at, { name }, {
          secondary: [{ at: named.moved, label: 'given away here' }],
        }), // prettier-ignore
      );
    }
    return named.type;
  }

  fits({ label }: WaveCase, type: Type): boolean {
    const own = this.#named(label.name).type;
    return own === null || fits(own, type);
  }

  /** Gives what stands for the value; an owned handle is given away with it. */
  value({ label }: WaveCase, type: Type): unknown {
    const own = this.use(label.name, label.at);
    const target = resolveAlias(type);
    const isLent = typeof target !== 'string' && target.kind === 'borrow';
    if (!isLent && own !== null && containsHandle(own)) this.#named(label.name).moved ??= label.at;
    return target === 's64' || target === 'u64' ? 0n : 0;
  }

  reject({ label }: WaveCase, type: Type): void {
    const own = handleText(this.#named(label.name).type ?? type);
    const help = hasCase(type, label.name) ? [`the case of that name is written \`%${label.name}\``] : [];
    const args = { name: label.name, expected: handleText(type), found: own };
    this.#findings.add(callMessages.typeMismatch.at(label.at, args, { help }));
  }

  rejectHandle(node: WaveNode, type: Type): void {
    const target = resolveAlias(type);
    const isHandle = typeof target !== 'string' && (target.kind === 'own' || target.kind === 'borrow');
    const expected = typeName(isHandle ? target.resource : target);
    if (node.kind === 'case' && node.payload === null) {
      const { label } = node;
      const args = { owner: 'the line', sort: `\`${expected}\` called`, name: label.name };
      this.#findings.add(callMessages.unknownName.at(label.at, args, choices(label, this.all)));
      return;
    }
    this.#findings.add(
      waveMessages.typeMismatch.at(node.at, { expected: `\`${expected}\``, found: found(node) }, {
        help: ['a resource is what an earlier call gave, by its name: `c = …; f(c)`'],
      }), // prettier-ignore
    );
  }

  #named(name: string): Named {
    const named = this.#names.get(name);
    if (named === undefined) throw new InternalError(`no value is named ${name}`);
    return named;
  }
}

/** Whether a value of the type `given` may stand where `type` is asked for: an owned handle may also be lent. */
export function fits(given: Type, type: Type): boolean {
  const [from, to] = [resolveAlias(given), resolveAlias(type)];
  if (typeof from !== 'string' && typeof to !== 'string' && from.kind === 'own' && to.kind === 'borrow') {
    return resolveAlias(from.resource) === resolveAlias(to.resource);
  }
  return sameValueType(from, to);
}

/** `type` for a message, an owned handle as WIT writes it: by its resource alone. */
export function handleText(type: Type): string {
  const target = resolveAlias(type);
  return typeName(typeof target !== 'string' && target.kind === 'own' ? target.resource : target);
}

function hasCase(type: Type, name: string): boolean {
  const target = resolveAlias(type);
  if (typeof target === 'string' || (target.kind !== 'variant' && target.kind !== 'enum')) return false;
  return target.cases.some((item) => item.name === name);
}
