import { ClientStateError } from "../errors/index.js";
import type { ObjectClient } from "./ObjectClient.js";

/** What bound methods call. @throws ClientStateError for a view that was made by hand, without a client */
export function needClient(client: ObjectClient | undefined, view: object): ObjectClient {
  if (client === undefined) throw new ClientStateError(`this ${view.constructor.name} belongs to no client: it was made without one`);
  return client;
}
