import type { TrapCode } from '../../canonical-abi/index.js';
import { TRAP_NOTES } from '../../host/trap-notes.js';

/** Every code: the compiler sees to it that none is without a note. */
export const TRAP_CODES = Object.keys(TRAP_NOTES) as readonly TrapCode[];
