import type { DenialLog } from '../core/denials.js';
import type { OpenHandles } from '../core/open-handles.js';
import type { Grants } from '../policy/grants.js';
import type { WasiSystem } from './system.js';

/** What the interfaces of one instance share: all that another instance must not see. */
export interface WasiInstance {
  readonly grants: Grants;
  readonly system: WasiSystem;
  readonly denials: DenialLog;
  readonly handles: OpenHandles;
}

/** Functions and classes of an interface, by their names in JavaScript. */
export type InterfaceObject = Readonly<Record<string, unknown>>;
