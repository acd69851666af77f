import type { Interface } from '../../wit-parser/index.js';

/** Names that Windows gives to devices, with any extension. */
const DEVICES = /^(?:aux|con|nul|prn|com[0-9]|lpt[0-9])$/;

/**
 * The name of a file for `label`, without extension. Lower case, as some file systems hold two names that differ only
 * in case for one.
 */
export function fileStem(label: string): string {
  const stem = label.toLowerCase();
  return DEVICES.test(stem) ? `${stem}_` : stem;
}

/** The name of the file of an interface: `ns-pkg-iface`, with its version where a world has two of that interface. */
export function interfaceStem(iface: Interface, withVersion: boolean): string {
  const { namespace, name, version } = iface.package.name;
  const stem = fileStem(`${namespace}-${name}-${iface.name ?? ''}`);
  return withVersion && version !== null ? `${stem}-${version.toLowerCase()}` : stem;
}
