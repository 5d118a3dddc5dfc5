import { LazyMap } from "../../network/index.js";
import type { Message } from "../../types/index.js";

/** How long an album waits for its next message. The parts of one come within a few hundred milliseconds (TDLib waits as long). */
export const ALBUM_WAIT_MS = 500;

/** Runs something later. @returns how to call it off */
export type Schedule = (action: () => void, delayMs: number) => () => void;

interface Album {
  readonly messages: Message[];
  cancel: () => void;
}

/** Puts the messages of an album together: one is complete when nothing more of it came for a while. */
export class AlbumCollector {
  readonly #onAlbum: (messages: readonly Message[]) => void;
  readonly #schedule: Schedule;
  readonly #albums = new LazyMap<string, Album>();

  constructor(onAlbum: (messages: readonly Message[]) => void, schedule: Schedule = later) {
    this.#onAlbum = onAlbum;
    this.#schedule = schedule;
  }

  /** A message outside of albums is left alone. */
  add(message: Message): void {
    const { mediaGroupId } = message;
    if (mediaGroupId === null) return;
    const key = `${message.chat.id} ${mediaGroupId}`;
    const album = this.#albums.get(key) ?? { messages: [], cancel: () => {} };
    this.#albums.set(key, album);
    album.messages.push(message);
    album.cancel();
    album.cancel = this.#schedule(() => this.#complete(key, album), ALBUM_WAIT_MS);
  }

  /** Hands on what there is of every album, at once. */
  flush(): void {
    for (const [key, album] of this.#albums) {
      album.cancel();
      this.#complete(key, album);
    }
  }

  #complete(key: string, { messages }: Album): void {
    this.#albums.delete(key);
    this.#onAlbum(messages.toSorted((a, b) => a.id - b.id));
  }
}

function later(action: () => void, delayMs: number): () => void {
  const timer = setTimeout(action, delayMs);
  return () => clearTimeout(timer);
}
