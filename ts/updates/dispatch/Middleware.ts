/** An update on its way to the handlers. */
export interface DispatchedUpdate<Kinds> {
  readonly kind: keyof Kinds;
  /** What the handlers get. */
  readonly object: Kinds[keyof Kinds];
  /** As Telegram sent it. */
  readonly raw: unknown;
}

/** Stands around the handlers of every update that some handler is there for. Without calling `next` no handler sees it. */
export type UpdateMiddleware<Kinds, Client> = (update: DispatchedUpdate<Kinds>, next: () => Promise<void>, client: Client) => unknown;

/** Puts middlewares around `handle`, the first outermost. */
export async function runThrough<Kinds, Client>(
  middlewares: readonly UpdateMiddleware<Kinds, Client>[],
  update: DispatchedUpdate<Kinds>,
  client: Client,
  handle: () => Promise<void>,
): Promise<void> {
  const step = async (index: number): Promise<void> => {
    const middleware = middlewares[index];
    if (middleware === undefined) return handle();
    let isCalled = false;
    await middleware(
      update,
      () => {
        if (isCalled) throw new Error("next() was called twice");
        isCalled = true;
        return step(index + 1);
      },
      client,
    );
  };
  return step(0);
}
