import { isVersion } from '../../base/index.js';

/**
 * Splits a full version into the part that stands in a canonical interface name and the rest, which may be empty: as
 * much as decides about compatibility, all but the build where that is everything.
 * @spec Binary.md#import-and-export-definitions
 */
export function splitCanonicalVersion(full: string): { readonly canonical: string; readonly suffix: string } {
  const [withoutBuild = ''] = full.split('+', 1);
  const [, compatible = withoutBuild] = /^([1-9]\d*|0\.[1-9]\d*)\.[\d.]*$/.exec(withoutBuild) ?? [];
  return { canonical: compatible, suffix: full.slice(compatible.length) };
}

/** Whether `text` is a full version and nothing else. */
export function isFullVersion(text: string): boolean {
  return /^[\dA-Za-z.+-]+$/.test(text) && isVersion(text);
}
