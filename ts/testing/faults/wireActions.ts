import { randomBytes } from "node:crypto";
import type { WireAction } from "./Fault.js";

/** What a wire fault needs of the connection. */
export interface FaultyWire {
  readonly transport: "abridged" | "intermediate" | "padded" | "full" | null;
  send(payload: Uint8Array): void;
  sendUnframed(bytes: Buffer): void;
  refuse(transportError: number): void;
  close(): void;
  reset(): void;
  /** From now on nothing that arrives is looked at. */
  goDeaf(): void;
}

/** Carries out a wire fault. */
export function act(wire: FaultyWire, action: WireAction): void {
  switch (action) {
    case "reset":
      return wire.reset();
    case "close":
      return wire.close();
    case "silence":
      return wire.goDeaf();
    case "garbage":
      return sendAndGoDeaf(wire, randomBytes(64));
    case "hugeLength":
      return sendAndGoDeaf(wire, hugeLength(wire));
    case "emptyPacket":
      wire.send(Buffer.alloc(0));
      return wire.goDeaf();
    default:
      return wire.refuse(action.transportError);
  }
}

function sendAndGoDeaf(wire: FaultyWire, bytes: Buffer): void {
  wire.sendUnframed(bytes);
  wire.goDeaf();
}

/** The start of a packet of 1 GB, or of the 64 MB that abridged can name at most. */
function hugeLength(wire: FaultyWire): Buffer {
  const bytes = Buffer.alloc(16);
  if (wire.transport === "abridged") bytes.writeUInt32LE(0xffffff7f);
  else bytes.writeUInt32LE(0x40000000);
  return bytes;
}
