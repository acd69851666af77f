import { InternalError } from '../../base/index.js';
import type { Interface, Package } from '../model.js';

/** The words that need a `%` in front to be a name. The retired `float32` and `float64` are among them, as in wasm-tools. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    '_ as async bool borrow char constructor enum error-context export f32 f64 flags float32 float64 from func ' +
    'future import include interface list map option own package record resource result s16 s32 s64 s8 static ' +
    'stream string tuple type u16 u32 u64 u8 use variant with world'
  ).split(' '),
);

/** `name` as it is written in WIT: with a `%` where it would be read as a keyword. */
export function nameText(name: string): string {
  return RESERVED.has(name) ? `%${name}` : name;
}

/** `ns:pkg@1.0.0` */
export function packageNameText(pkg: Package): string {
  const { namespace, name, version } = pkg.name;
  const suffix = version === null ? '' : `@${version}`;
  return `${nameText(namespace)}:${nameText(name)}${suffix}`;
}

/** The path by which `from` names `target`: its plain name at home, `ns:pkg/name@version` elsewhere. */
export function interfacePathText(target: Interface, from: Package): string {
  if (target.name === null) throw new InternalError('an inline interface has no path');
  if (target.package === from) return nameText(target.name);
  const { namespace, name, version } = target.package.name;
  const suffix = version === null ? '' : `@${version}`;
  return `${nameText(namespace)}:${nameText(name)}/${nameText(target.name)}${suffix}`;
}
