import { SERVICE } from "./serviceIds.js";
import { TlParseError, TlReader } from "./TlReader.js";
import { TlWriter } from "./TlWriter.js";

/** One message inside a container, or alone. */
export interface InnerMessage {
  readonly msgId: bigint;
  readonly seqNo: number;
  readonly body: Buffer;
}

/**
 * Takes a `msg_container` apart (spec/mtproto.md §5.6).
 * @throws {TlParseError} when its counts or lengths do not hold.
 */
export function readContainer(body: Buffer): InnerMessage[] {
  const reader = new TlReader(body, 4);
  const count = reader.uint32();
  if (count > MOST_MESSAGES) throw new TlParseError(`a container of ${count} messages`);
  return Array.from({ length: count }, () => {
    const msgId = reader.uint64();
    const seqNo = reader.int32();
    const length = reader.uint32();
    if (length % 4 !== 0) throw new TlParseError("a message of a ragged length");
    return { msgId, seqNo, body: reader.raw(length) };
  });
}

/** Writes a `msg_container`. */
export function writeContainer(messages: readonly { msgId: bigint; seqNo: number; body: Uint8Array }[]): Buffer {
  const writer = new TlWriter().uint32(SERVICE.msgContainer).uint32(messages.length);
  for (const { msgId, seqNo, body } of messages) {
    writer.uint64(msgId).int32(seqNo).uint32(body.length).raw(body);
  }
  return writer.finish();
}

const MOST_MESSAGES = 1024;
