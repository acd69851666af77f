import { assertNever, at, type DiagnosticDefinition } from '../../base/index.js';
import { LIMITS } from '../limits.js';
import { componentMessages } from '../messages.js';
import type { CoreExternType, Limits, MemoryType, RecType } from '../model/core-types.js';
import { coreMessages } from './core-messages.js';
import { needsOfExtern, type Need } from './core-needs.js';
import { isCompositeSubtype } from './core-subtyping.js';
import { coreFuncText } from './core-type-text.js';
import { refIn, valIn, type CoreScope } from './core-type-table.js';
import type { CoreDefinedType, CoreExtern } from './core-types.js';
import { validationMessages } from './messages.js';

/** Whom to tell of what is wrong with core types, at one place. */
export interface CoreSite {
  fault<Args>(definition: DiagnosticDefinition<Args>, args: Args): void;
  readonly need: Need;
}

/** The types that an import, an export or a definition can refer to, and what to say of the others. */
export interface ReportingScope extends CoreScope {
  /** Says why there is no type at `index`. */
  reportMissing(index: number, site: CoreSite): void;
}

/**
 * The type of a core import, export or definition, with its indexes resolved, and its limits and features checked.
 * @returns null where an index is wrong, which has been reported.
 */
export function externIn(type: CoreExternType, scope: ReportingScope, site: CoreSite): CoreExtern | null {
  needsOfExtern(type, site.need);
  switch (type.kind) {
    case 'func':
    case 'tag': {
      const found = funcTypeAt(type.type, scope, site);
      if (found === null) return null;
      if (type.kind === 'func') return { kind: 'func', type: found, exact: type.exact };
      const { composite } = found;
      if (composite.kind === 'func' && composite.results.length > 0) {
        site.need('stack-switching', `a tag of the type \`${coreFuncText(composite)}\``);
      }
      return { kind: 'tag', type: found };
    }
    case 'table': {
      const { element, limits } = type.table;
      checkLimits(limits, 'the size of a table', limits.is64 ? MAX_U64 : MAX_U32, site);
      const resolved = refIn(element, scope);
      if (resolved !== null) return { kind: 'table', table: { element: resolved, limits } };
      reportRef(element, scope, site);
      return null;
    }
    case 'memory':
      checkMemoryType(type.memory, site);
      return { kind: 'memory', memory: type.memory };
    case 'global': {
      const resolved = valIn(type.global.type, scope);
      if (resolved !== null) return { kind: 'global', global: { ...type.global, type: resolved } };
      reportRef(type.global.type, scope, site);
      return null;
    }
    default:
      return assertNever(type);
  }
}

function funcTypeAt(index: number, scope: ReportingScope, site: CoreSite): CoreDefinedType | null {
  const type = index < scope.count ? scope.typeAt(index) : null;
  if (type === null) {
    scope.reportMissing(index, site);
    return null;
  }
  if (type.composite.kind === 'func') return type;
  const found = `a ${type.composite.kind} type`;
  site.fault(validationMessages.wrongKindOfType, { index, expected: 'a core func type', found });
  return null;
}

type CoreValType = Extract<CoreExternType, { kind: 'global' }>['global']['type'];

function reportRef(type: CoreValType, scope: ReportingScope, site: CoreSite): void {
  if (typeof type === 'object' && type.heap.kind !== 'abstract') scope.reportMissing(type.heap.type, site);
}

const MAX_U32 = 2n ** 32n - 1n;
const MAX_U64 = 2n ** 64n - 1n;

function checkMemoryType({ limits, pageSizeLog2 }: MemoryType, site: CoreSite): void {
  if (pageSizeLog2 !== null && pageSizeLog2 !== 0 && pageSizeLog2 !== 16) {
    site.fault(coreMessages.badPageSize, { found: pageSizeLog2 });
  }
  const isBytes = pageSizeLog2 === 0;
  const pages = limits.is64 ? (isBytes ? MAX_U64 : 2n ** 48n) : isBytes ? MAX_U32 : 2n ** 16n;
  checkLimits(limits, 'the pages of a memory', pages, site);
  if (limits.shared && limits.maximum === null) site.fault(coreMessages.sharedMemoryWithoutMaximum, {});
}

function checkLimits({ minimum, maximum }: Limits, what: string, limit: bigint, site: CoreSite): void {
  const found = maximum !== null && maximum > minimum ? maximum : minimum;
  if (found > limit) site.fault(coreMessages.coreLimitTooLarge, { what, limit, found });
  if (maximum !== null && minimum > maximum) {
    site.fault(coreMessages.coreLimitsReversed, { what, minimum, maximum });
  }
}

/** Checks that each type of a group is what its supertype lets it be. */
export function checkSupertypes(rec: RecType, group: readonly CoreDefinedType[], site: CoreSite): void {
  for (const [index, { supertypes }] of rec.types.entries()) {
    const reason = supertypes.length > 1 ? `${supertypes.length} of them` : supertypeFault(at(group, index));
    if (reason !== null) site.fault(coreMessages.badCoreSupertype, { reason });
    else if (at(group, index).depth > LIMITS.coreSubtypeDepth) {
      site.fault(componentMessages.nestingTooDeep, { what: 'core subtypes', limit: LIMITS.coreSubtypeDepth });
    }
  }
}

function supertypeFault(type: CoreDefinedType): string | null {
  const { supertype, shared } = type;
  if (supertype === null) return null;
  if (supertype.isFinal) return 'a final type';
  if (supertype.shared !== shared) return shared ? 'one that is not shared' : 'a shared one';
  const { kind } = supertype.composite;
  if (kind !== type.composite.kind) return `a ${kind} type`;
  return isCompositeSubtype(type.composite, supertype.composite) ? null : `a ${kind} type of other content`;
}
