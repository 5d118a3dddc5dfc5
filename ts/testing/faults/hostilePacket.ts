import { gzipSync } from "node:zlib";
import type { AuthKey } from "../session/AuthKey.js";
import { writeContainer } from "../session/container.js";
import { sealMessage, type MessageHeader } from "../session/messageCipher.js";
import { SERVICE } from "../session/serviceIds.js";
import { TlWriter } from "../session/TlWriter.js";
import type { HostilePacket } from "./Fault.js";

/** What there is to spoil. */
export interface SpoiltPacket {
  readonly key: AuthKey;
  readonly header: MessageHeader;
  /** The good packet under this header. */
  readonly good: Buffer;
}

/** One hour, in the upper half of a message id. */
const HOUR = 3600n << 32n;
const BOMB_BYTES = 256 * 1024 * 1024;
/** Nobody waits for it. */
const NOBODYS_ID = 0x1234_5678_0000_0004n;

/** Makes a packet as no honest server would. What is in it has a message id of its own, so that the good one is still new. */
export function hostilePacket(what: HostilePacket, { key, header: good, good: packet }: SpoiltPacket): Buffer {
  // Below the good packet's, and odd like all ids of a server.
  const header = { ...good, msgId: good.msgId - 4n };
  const seal = (body: Uint8Array, changes: Partial<MessageHeader> = {}): Buffer => sealMessage(key, { ...header, ...changes }, body);
  switch (what) {
    case "replayed":
      return packet;
    case "changed":
      return flipped(packet, packet.length - 1);
    case "wrongKey":
      return flipped(packet, 0);
    case "wrongSession":
      return seal(UPDATE, { sessionId: good.sessionId ^ 1n });
    case "shortPadding":
      // 40 bytes in all: 8 more make whole blocks.
      return sealMessage(key, header, Buffer.concat([UPDATE, Buffer.alloc(4)]), 0);
    case "longPadding":
      return sealMessage(key, header, UPDATE, 1040);
    case "nestedContainer":
      return seal(writeContainer([{ msgId: header.msgId - 4n, seqNo: 0, body: writeContainer([]) }]));
    case "millionMessages":
      return seal(new TlWriter().uint32(SERVICE.msgContainer).int32(2 ** 20).finish());
    case "gzipBomb":
      return seal(new TlWriter().uint32(SERVICE.gzipPacked).bytes(gzipBomb()).finish());
    case "clientId":
      return seal(UPDATE, { msgId: header.msgId & ~3n });
    case "futureId":
      return seal(UPDATE, { msgId: header.msgId + HOUR });
    case "pastId":
      return seal(UPDATE, { msgId: header.msgId - HOUR });
    case "unknownAcks":
      return seal(new TlWriter().uint32(SERVICE.msgsAck).longs([NOBODYS_ID, 0n, -1n]).finish());
    case "unknownResult":
      return seal(new TlWriter().uint32(SERVICE.rpcResult).uint64(NOBODYS_ID).raw(UPDATE).finish());
    default:
      throw new RangeError(`fault.packet: there is no ${String(what satisfies never)}`);
  }
}

/** `updatesTooLong`: harmless where it is believed. */
const UPDATE = new TlWriter().uint32(0xe317af7e).finish();

function flipped(packet: Buffer, at: number): Buffer {
  const copy = Buffer.from(packet);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

let bomb: Buffer | null = null;

/** Made once: it takes a moment. */
function gzipBomb(): Buffer {
  bomb ??= gzipSync(Buffer.alloc(BOMB_BYTES));
  return bomb;
}
