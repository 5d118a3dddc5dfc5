import type { PeerLike } from "../../peers/index.js";
import type { Message, SendVenueOptions } from "../../types/index.js";
import { checkString } from "../checkArguments.js";
import type { MethodClient } from "../MethodClient.js";
import { inputGeoPoint } from "./sendLocation.js";
import { sendMedia } from "./sendMedia.js";

/**
 * Sends a place with name and address.
 *
 * @param latitude degrees, −90 to 90
 * @param longitude degrees, −180 to 180
 * @throws {TypeError}, {RangeError} naming the argument
 */
export async function sendVenue(
  client: MethodClient,
  chatId: PeerLike,
  latitude: number,
  longitude: number,
  title: string,
  address: string,
  { foursquareId = "", foursquareType = "", ...options }: SendVenueOptions = {},
): Promise<Message> {
  checkString(title, "title");
  checkString(address, "address");
  const geoPoint = inputGeoPoint(latitude, longitude);
  const provider = foursquareId === "" ? "" : "foursquare";
  return sendMedia(client, chatId, { _: "inputMediaVenue", geoPoint, title, address, provider, venueId: foursquareId, venueType: foursquareType }, options);
}
