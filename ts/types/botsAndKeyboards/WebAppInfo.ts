/** A web app to open. A plain object of the same shape does as well. */
export class WebAppInfo {
  /** `https:` only. */
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }
}
