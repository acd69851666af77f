import type { InterfaceObject, WasiInstance } from '../instance/instance.js';
import { IoError } from '../io/error.js';
import { loadFilesystem } from '../shim/shim.js';
import { Descriptor, DirectoryEntryStream } from './descriptor.js';
import { openPreopens } from './preopens.js';

/** `wasi:filesystem`. The shim is loaded only where there is a directory to be given. */
export async function filesystem(instance: WasiInstance): Promise<Record<string, InterfaceObject>> {
  const { grants, denials } = instance;
  const directories =
    grants.dirs.length === 0 ? noDirectories : openPreopens(await loadFilesystem(), instance);
  function noDirectories(): [] {
    denials.add('dir', 'wasi:filesystem/preopens#get-directories', '', 'empty');
    return [];
  }
  return {
    'wasi:filesystem/preopens': { getDirectories: directories },
    'wasi:filesystem/types': {
      Descriptor,
      DirectoryEntryStream,
      filesystemErrorCode: (error: IoError): string | undefined => IoError.failureOf(error).filesystem,
    },
  };
}
