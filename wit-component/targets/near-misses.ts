import { nearest } from '../../base/index.js';
import type { CheckedExtern } from '../../component/index.js';
import { fullName, isCompatible, isSameInterface, qualifiedNameOf } from './interface-versions.js';

type Externs = ReadonlyMap<string, CheckedExtern>;

/** Who has what, in the words of a hint: `the world imports`. */
export interface Holder {
  readonly externs: Externs;
  readonly verb: string;
}

/** What may have been meant instead of `asked`, which is not among the externs of `here`; `other` are those of the other side. */
export function nearMisses(asked: CheckedExtern, here: Holder, other: Holder): readonly string[] {
  const wanted = qualifiedNameOf(asked);
  const help: string[] = [];
  for (const extern of here.externs.values()) {
    const name = qualifiedNameOf(extern);
    if (wanted === null || name === null || !isSameInterface(wanted, name)) continue;
    help.push(
      isCompatible(wanted, name)
        ? `${here.verb} \`${fullName(extern)}\`, which is compatible: leave out \`--exact\``
        : `${here.verb} \`${fullName(extern)}\`, whose version is not compatible`,
    );
  }
  if (other.externs.has(asked.name.name)) help.push(`${other.verb} \`${fullName(asked)}\``);
  if (help.length > 0) return help;
  const near = nearest(fullName(asked), [...here.externs.values()].map(fullName));
  return near === null ? [] : [`${here.verb} \`${near}\``];
}
