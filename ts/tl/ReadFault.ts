/** What is wrong with the bytes, before `decode` knows how to call the whole; becomes a TlError. */
export class ReadFault extends Error {
  override readonly name: string = "ReadFault";
}

/** `0x1cb5c415` */
export function hexId(id: number): string {
  return `0x${(id >>> 0).toString(16).padStart(8, "0")}`;
}
