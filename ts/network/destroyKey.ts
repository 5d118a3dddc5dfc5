import type { Connection } from "./Connection.js";

/** `destroy_auth_key#d1435160`, without arguments. */
const DESTROY_AUTH_KEY = Uint8Array.of(0x60, 0x51, 0x43, 0xd1);

/**
 * Asks the server to forget the key that the packets of this connection go under (spec/mtproto.md §5.16), and closes the
 * connection. Whatever it answers, nothing is left to be done: a refusal would have to be followed up later, and the
 * session is gone by then. Never rejects.
 */
export async function destroyKey(connection: Connection, deadline: AbortSignal): Promise<void> {
  const onTimeUp = (): void => void connection.close(deadline.reason);
  deadline.addEventListener("abort", onTimeUp, { once: true });
  try {
    deadline.throwIfAborted();
    await connection.open();
    await connection.call(DESTROY_AUTH_KEY);
  } catch {
    // It does not know the key (−404), or cannot be reached.
  } finally {
    deadline.removeEventListener("abort", onTimeUp);
    await connection.close();
  }
}
