import { Chat, PeerIndex } from "../../types/index.js";
import { inputGeoPoint } from "../messages/sendLocation.js";
import type { MethodClient } from "../MethodClient.js";

/** The groups near a place, the nearest first, with their `distance`. Users only. @throws {RangeError} for a place that is not on the map */
export async function getNearbyChats(client: MethodClient, latitude: number, longitude: number): Promise<Chat[]> {
  const answer = await client.invoke({ _: "contacts.getLocated", geoPoint: inputGeoPoint(latitude, longitude) });
  if (!("updates" in answer)) return [];
  const peers = PeerIndex.of(answer);
  const located = answer.updates.flatMap((update) => (update._ === "updatePeerLocated" ? update.peers : []));
  return located.flatMap((found) => {
    if (found._ !== "peerLocated" || found.peer._ === "peerUser") return [];
    return [new Chat(peers.peer(found.peer) ?? found.peer, client.objects, { distance: found.distance })];
  });
}
