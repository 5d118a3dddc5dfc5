import type { PeerLike } from "../../peers/index.js";
import type { tl } from "../../tl/index.js";
import type { Message, SendOptions } from "../../types/index.js";
import { checkNumber } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { sendMedia } from "./sendMedia.js";

/**
 * Sends a place on the map.
 *
 * @param latitude degrees, −90 to 90
 * @param longitude degrees, −180 to 180
 * @throws {RangeError} for a place that is not on the map
 */
export async function sendLocation(client: MethodClient, chatId: PeerLike, latitude: number, longitude: number, options: SendOptions = {}): Promise<Message> {
  return sendMedia(client, chatId, { _: "inputMediaGeoPoint", geoPoint: inputGeoPoint(latitude, longitude) }, options);
}

/** @throws TypeError, RangeError naming the parameter */
export function inputGeoPoint(latitude: number, longitude: number): tl.InputGeoPoint {
  checkNumber(latitude, "latitude", -90, 90);
  checkNumber(longitude, "longitude", -180, 180);
  return { _: "inputGeoPoint", lat: latitude, long: longitude };
}
