import { ours } from "./ours.js";
import type { Peer } from "./Peer.js";

// From dist/bench/ back to the folder whose node_modules holds the peers.
export const BENCH_FOLDER: URL = new URL("../../bench/", import.meta.url);

type Load = () => Promise<Peer>;

/** All that can be had here, ours first; says which could not. */
export async function loadPeers(): Promise<Peer[]> {
  const loaded: Peer[] = [ours];
  for (const [name, load] of Object.entries(await loaders())) {
    try {
      loaded.push(await load());
    } catch (error) {
      const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
      console.log(`Without ${name}: ${reason}`);
    }
  }
  return loaded;
}

/** One alone, so that the others take no memory and no time. */
export async function loadPeer(name: string): Promise<Peer> {
  if (name === ours.name) return ours;
  const load = (await loaders())[name];
  if (load === undefined) throw new RangeError(`no peer is called ${name}`);
  return load();
}

async function loaders(): Promise<Readonly<Record<string, Load>>> {
  const module: { readonly loaders: Readonly<Record<string, Load>> } = await import(
    new URL("peers/index.mjs", BENCH_FOLDER).href
  );
  return module.loaders;
}
