/**
 * The track of a version: two versions on one track are compatible. `1.2.3` is on `1`, `0.2.3` on `0.2`; `0.0.z` and
 * pre-releases are alone on theirs. `suffix` is what the version has beyond its track, null if nothing.
 * @spec Explainer.md#canonical-interface-name
 */
export interface VersionTrack {
  readonly track: string;
  readonly suffix: string | null;
}

/** Splits a full semver into its track and the rest. */
export function versionTrack(version: string): VersionTrack {
  const plus = version.indexOf('+');
  const core = plus === -1 ? version : version.slice(0, plus);
  const track = core.includes('-') ? core : numericTrack(core);
  return { track, suffix: track.length === version.length ? null : version.slice(track.length) };
}

function numericTrack(core: string): string {
  const [major = '', minor = ''] = core.split('.');
  if (major !== '0') return major;
  return minor === '0' ? core : `${major}.${minor}`;
}

/** Whether a user of version `a` may be given version `b` or the other way round; equal versions are. */
export function onSameTrack(a: string, b: string): boolean {
  return versionTrack(a).track === versionTrack(b).track;
}
