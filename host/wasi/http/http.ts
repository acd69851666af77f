import type { InterfaceObject, WasiInstance } from '../instance/instance.js';
import { IoError } from '../io/error.js';
import { Fields } from './fields.js';
import { FutureTrailers, IncomingBody } from './incoming-body.js';
import { IncomingRequest, IncomingResponse } from './incoming.js';
import { OutgoingBody } from './outgoing-body.js';
import { FutureIncomingResponse, outgoingHandle } from './outgoing-handler.js';
import { OutgoingRequest, OutgoingResponse, RequestOptions, ResponseOutparam } from './outgoing.js';

/**
 * `wasi:http`. Messages are own code and not the shim's, which knows no trailers, joins fields of one name, and ends the
 * process when a response is an error. Requests go out through the shim.
 */
export async function http(instance: WasiInstance): Promise<Record<string, InterfaceObject>> {
  return {
    'wasi:http/types': {
      Fields,
      FutureIncomingResponse,
      FutureTrailers,
      IncomingBody,
      IncomingRequest,
      IncomingResponse,
      OutgoingBody,
      OutgoingRequest,
      OutgoingResponse,
      RequestOptions,
      ResponseOutparam,
      httpErrorCode: (error: IoError): object | undefined => IoError.failureOf(error).http,
    },
    'wasi:http/outgoing-handler': { handle: await outgoingHandle(instance) },
  };
}
