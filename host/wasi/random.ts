import { WasiTrap } from './core/errors.js';
import type { InterfaceObject, WasiInstance } from './instance/instance.js';
import { permission } from './instance/permission.js';
import { platform } from './core/platform.js';

/** What the platform fills at once. */
const CHUNK = 65_536;
/** What a guest may ask for at once. */
const MOST = 2n ** 26n;

/** `wasi:random/random` */
export function random(instance: WasiInstance): InterfaceObject {
  const use = permission('random', 'random', instance);
  return {
    getRandomBytes(len: bigint): Uint8Array {
      use('get-random-bytes');
      return randomBytes(len);
    },
    getRandomU64(): bigint {
      use('get-random-u64');
      return randomU64();
    },
  };
}

/** `wasi:random/insecure` */
export function insecure(instance: WasiInstance): InterfaceObject {
  const use = permission('random', 'insecure', instance);
  return {
    getInsecureRandomBytes(len: bigint): Uint8Array {
      use('get-insecure-random-bytes');
      return randomBytes(len);
    },
    getInsecureRandomU64(): bigint {
      use('get-insecure-random-u64');
      return randomU64();
    },
  };
}

/** `wasi:random/insecure-seed`: one value for the life of an instance, and another one for another. */
export function insecureSeed(instance: WasiInstance): InterfaceObject {
  const use = permission('random', 'insecure-seed', instance);
  let seed: readonly [bigint, bigint] | null = null;
  return {
    insecureSeed(): [bigint, bigint] {
      use('insecure-seed');
      seed ??= [randomU64(), randomU64()];
      return [...seed];
    },
  };
}

function randomBytes(len: bigint): Uint8Array {
  if (len > MOST) throw new WasiTrap('too-much-asked');
  const bytes = new Uint8Array(Number(len));
  for (let at = 0; at < bytes.length; at += CHUNK) {
    platform.crypto.getRandomValues(bytes.subarray(at, at + CHUNK));
  }
  return bytes;
}

function randomU64(): bigint {
  const [value = 0n] = new BigUint64Array(randomBytes(8n).slice().buffer);
  return value;
}
