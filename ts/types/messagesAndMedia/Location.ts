import type { tl } from "../../tl/index.js";
import { TlView } from "../TlView.js";

/** A place on earth, in degrees. */
export class Location extends TlView {
  readonly raw: tl.RawGeoPoint;

  constructor(raw: tl.RawGeoPoint) {
    super();
    this.raw = raw;
  }

  static of(raw: tl.GeoPoint | undefined): Location | null {
    return raw?._ === "geoPoint" ? new Location(raw) : null;
  }

  get longitude(): number {
    return this.raw.long;
  }

  get latitude(): number {
    return this.raw.lat;
  }

  /** In metres; null when it is not told. */
  get horizontalAccuracy(): number | null {
    return this.raw.accuracyRadius ?? null;
  }
}
