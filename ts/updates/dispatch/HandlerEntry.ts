/** A handler as it was added. */
export interface HandlerEntry<Arguments extends readonly unknown[]> {
  readonly group: number;
  /** Null: every update fits. */
  readonly filter: ((...args: Arguments) => boolean | Promise<boolean>) | null;
  readonly handler: (...args: Arguments) => unknown;
  /** Set while an update is on its way: it does not see that update any more. */
  isRemoved: boolean;
}
