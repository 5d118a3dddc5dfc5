import { randomInt } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:net";

/** The only interface a test server listens on. */
export const HOST = "127.0.0.1";

/**
 * Makes a server listen on a port; 0 takes a free one, below 32768: gramjs stores its port as a signed
 * 16-bit number, and could not come back to a higher one.
 *
 * @param choose - gives ports to try
 * @throws the error of the operating system when the port is taken.
 */
export async function listen(server: Server, port: number, choose = randomPort): Promise<void> {
  if (port !== 0) return await listenOn(server, port);
  for (let attempt = 1; ; attempt++) {
    try {
      return await listenOn(server, choose());
    } catch (error) {
      if (!isTaken(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function listenOn(server: Server, port: number): Promise<void> {
  server.listen({ port, host: HOST });
  // Rejects with the error that comes instead.
  await once(server, "listening");
}

function randomPort(): number {
  return randomInt(LOWEST_PORT, HIGHEST_PORT + 1);
}

function isTaken(error: unknown): boolean {
  // Windows refuses the ports that it keeps for itself by EACCES.
  return error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES");
}

/** Below it many a well-known service listens. */
const LOWEST_PORT = 10_000;
const HIGHEST_PORT = 32_767;
/** Only on a machine where most of the range is taken are all of them in vain. */
const ATTEMPTS = 100;
