import { CapabilityDenied } from '../core/errors.js';
import type { WasiInstance } from './instance.js';

/**
 * Asks whether a guest was given what an interface of `wasi:clocks` or `wasi:random` is. Those have no way to say no, so a
 * guest that was not given it ends.
 * @returns what each function of the interface calls first, with its name in WIT
 */
export function permission(
  capability: 'clocks' | 'random',
  name: string,
  { grants, denials }: WasiInstance,
): (operation: string) => void {
  return (operation) => {
    if (grants[capability]) return;
    const full = `wasi:${capability}/${name}#${operation}`;
    denials.add(capability, full, '', 'trap');
    throw new CapabilityDenied(capability, full);
  };
}
