/** The preview of a link under a message. */
export interface LinkPreview {
  /** Link that is shown. @default the first one of the text */
  readonly url?: string | undefined;
  /** Size of its picture. @default as the site says */
  readonly size?: "small" | "large" | undefined;
  /** Shows it above the text. @default false */
  readonly isAbove?: boolean | undefined;
}
