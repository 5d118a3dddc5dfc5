import { BAD_MESSAGE_CODES, type DestroyKeyFault, type Fault } from "./Fault.js";

const KINDS: ReadonlySet<string> = new Set<Fault["kind"]>(["handshake", "wire", "badSalt", "badMessage", "hostile", "call", "pace", "destroyKey"]);

/** Callers from JavaScript are not held by the types. @throws {TypeError | RangeError} naming what is wrong. */
export function checkFault(fault: Fault): void {
  if (typeof fault !== "object" || fault === null) throw new TypeError("fault must be an object");
  if (!KINDS.has(fault.kind)) throw new RangeError(`fault.kind must be one of ${[...KINDS].join(", ")}`);
  checkCount(fault.times, "times", 1);
  checkCount(fault.skip, "skip", 0);
  if (fault.dcId !== undefined && !Number.isInteger(fault.dcId)) throw new RangeError("fault.dcId must be a whole number");
  switch (fault.kind) {
    case "badMessage":
      if (!BAD_MESSAGE_CODES.includes(fault.code)) throw new RangeError(`fault.code must be one of ${BAD_MESSAGE_CODES.join(", ")}`);
      break;
    case "call":
      if (fault.method !== undefined && typeof fault.method !== "string") throw new TypeError("fault.method must be a string");
      checkAction(fault.action);
      break;
    case "wire":
      checkAction(fault.action);
      break;
    case "pace":
      checkCount(fault.segmentBytes, "segmentBytes", 0);
      checkCount(fault.delayMs, "delayMs", 0);
      break;
    case "hostile":
      if (typeof fault.packet !== "string") throw new TypeError("fault.packet must be a string");
      break;
    case "handshake":
      if (typeof fault.fault !== "string") throw new TypeError("fault.fault must be a string");
      break;
    case "destroyKey":
      if (!DESTROY_ANSWERS.includes(fault.answer)) throw new RangeError(`fault.answer must be one of ${DESTROY_ANSWERS.join(", ")}`);
      break;
    default:
      break;
  }
}

const DESTROY_ANSWERS: readonly string[] = ["fail", "none", "silence"] satisfies readonly DestroyKeyFault["answer"][];

function checkAction(action: unknown): void {
  if (typeof action !== "string" && (typeof action !== "object" || action === null)) {
    throw new TypeError("fault.action must be a word or an object");
  }
}

/** Infinity is a count as well. */
function checkCount(value: unknown, name: string, least: number): void {
  if (value === undefined) return;
  if (typeof value !== "number") throw new TypeError(`fault.${name} must be a number`);
  if (!(value >= least) || (value !== Infinity && !Number.isInteger(value))) {
    throw new RangeError(`fault.${name} must be a whole number, ${least} or more, or Infinity`);
  }
}
