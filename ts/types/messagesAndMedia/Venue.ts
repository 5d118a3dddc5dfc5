import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";
import { Location } from "./Location.js";

/** A place with a name. */
export class Venue extends TlView {
  readonly raw: tl.RawMessageMediaVenue;

  constructor(raw: tl.RawMessageMediaVenue) {
    super();
    this.raw = raw;
  }

  get location(): Location | null {
    return Location.of(this.raw.geo);
  }

  get title(): string {
    return this.raw.title;
  }

  get address(): string {
    return this.raw.address;
  }

  /** Number of the place at Foursquare. */
  get foursquareId(): string | null {
    return this.raw.provider === "foursquare" && this.raw.venueId !== "" ? this.raw.venueId : null;
  }

  get foursquareType(): string | null {
    return this.raw.provider === "foursquare" && this.raw.venueType !== "" ? this.raw.venueType : null;
  }
}
