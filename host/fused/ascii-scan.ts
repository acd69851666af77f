import type { MemInst } from '../../canonical-abi/index.js';
import { type WasmModule, webAssembly } from '../web-assembly.js';

/* JavaScript looks at a byte at a time, core code with SIMD at 64: eight times as quick, once it is there. */

/** @returns the address of the first 64 bytes, from `begin` on and each time before `limit`, that are not all ASCII */
type Scan = (begin: number, limit: number) => number;

/** `fixtures/host/ascii-scan.wat`, as a test compares. */
// prettier-ignore
export const ASCII_SCAN: readonly number[] = [
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  0x01, 0x07, 0x01, 0x60, 0x02, 0x7f, 0x7f, 0x01, 0x7f, // type (func (param i32 i32) (result i32))
  0x02, 0x06, 0x01, 0x00, 0x00, 0x02, 0x00, 0x00, // import "" "" (memory 0)
  0x03, 0x02, 0x01, 0x00, // func
  0x07, 0x04, 0x01, 0x00, 0x00, 0x00, // export "" (func 0)
  0x0a, 0x3a, 0x01, 0x38, 0x00, // code
  0x03, 0x40, // loop
  0x20, 0x00, 0xfd, 0x00, 0x04, 0x00, // local.get 0, v128.load
  0x20, 0x00, 0xfd, 0x00, 0x04, 0x10, 0xfd, 0x50, // local.get 0, v128.load offset=16, v128.or
  0x20, 0x00, 0xfd, 0x00, 0x04, 0x20, 0xfd, 0x50, // local.get 0, v128.load offset=32, v128.or
  0x20, 0x00, 0xfd, 0x00, 0x04, 0x30, 0xfd, 0x50, // local.get 0, v128.load offset=48, v128.or
  0xfd, 0x64, 0x45, // i8x16.bitmask, i32.eqz
  0x04, 0x40, // if
  0x20, 0x00, 0x41, 0xc0, 0x00, 0x6a, 0x22, 0x00, // local.get 0, i32.const 64, i32.add, local.tee 0
  0x20, 0x01, 0x49, 0x0d, 0x01, // local.get 1, i32.lt_u, br_if 1
  0x0b, 0x0b, // end, end
  0x20, 0x00, 0x0b, // local.get 0, end
];

let module: WasmModule | null = null;

const scans = new WeakMap<MemInst, Scan | null>();

/** Passes over ASCII, as `AsciiScan` says. */
export function scanAscii(memory: MemInst, begin: number, end: number): number {
  let scan = scans.get(memory);
  if (scan === undefined) scans.set(memory, (scan = scanOf(memory)));
  // Behind the limit there is a step left, or less: no address runs over, even at the end of 4 GiB.
  return scan === null ? begin : scan(begin, end - 64) >>> 0;
}

/**
 * Code that scans a memory of its own accord. Null where the engine makes none: it may have no SIMD, or forbid to compile,
 * and memories that are shared or have addresses of 64 bits are no such import.
 */
function scanOf(memory: MemInst): Scan | null {
  try {
    const { Module, Instance } = webAssembly();
    module ??= new Module(Uint8Array.from(ASCII_SCAN));
    return new Instance(module, { '': { '': memory.memory } }).exports[''] as Scan;
  } catch {
    return null;
  }
}
