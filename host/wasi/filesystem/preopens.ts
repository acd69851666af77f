import type { WasiInstance } from '../instance/instance.js';
import type { DirectoryGrant } from '../policy/policy.js';
import { disposeOf } from '../shim/streams.js';
import { invoke, type ShimFilesystem, type ShimResource } from '../shim/shim.js';
import { Place } from './containment.js';
import { Descriptor, type Grant } from './descriptor.js';

/** A directory of a policy that cannot be given. */
export class GrantError extends Error {
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(`the directory \`${path}\` cannot be given: ${reason}`);
    this.name = 'GrantError';
    this.path = path;
    this.reason = reason;
  }
}

/**
 * `wasi:filesystem/preopens.get-directories`.
 * @throws GrantError for what is no directory
 */
export function openPreopens(
  shim: ShimFilesystem,
  { grants, system, denials, handles }: WasiInstance,
): () => [Descriptor, string][] {
  const roots = placesOf({ grants, system }).map(({ place, host, guest, readOnly }) => {
    const grant: Grant = { shim, readOnly, denials, handles };
    disposeOf(openDirectory(shim, place.path, host));
    return (): [Descriptor, string] => [
      new Descriptor(grant, openDirectory(shim, place.path, host), place, guest),
      guest,
    ];
  });
  return () => roots.map((open) => open());
}

/**
 * Where the directories of a policy are.
 * @throws GrantError for one that is not there
 */
export function placesOf({
  grants,
  system: { paths },
}: Pick<WasiInstance, 'grants' | 'system'>): readonly (DirectoryGrant & { readonly place: Place })[] {
  return grants.dirs.map((grant) => {
    if (paths === null) throw new GrantError(grant.host, 'this host has no directories');
    const place = Place.ofGrant(paths, grant.host);
    if (place === null) throw new GrantError(grant.host, 'it does not exist');
    return { ...grant, place };
  });
}

/** The shim's own descriptor of a root knows neither its type nor its entries: one that is opened below it does. */
function openDirectory(shim: ShimFilesystem, path: string, given: string): ShimResource {
  const root = shim.open(path);
  try {
    return invoke(root, 'openAt', {}, '.', { directory: true }, { read: true }) as ShimResource;
  } catch (error) {
    throw new GrantError(given, String(error));
  } finally {
    disposeOf(root);
  }
}
