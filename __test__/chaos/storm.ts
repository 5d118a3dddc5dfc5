import { BAD_MESSAGE_CODES } from "../../ts/testing/faults/Fault.js";
import type { TestServer } from "../../ts/testing/index.js";
import type { Random } from "../updates/Random.js";

/** One thing that goes wrong, in words and deeds. */
interface Blow {
  readonly words: string;
  readonly strike: () => unknown;
}

const HOME = 2;

/** Errors that a call can meet: those that are repeated, and one that is the caller's. */
const ERRORS = [
  { errorCode: 420, text: "FLOOD_WAIT_1" },
  { errorCode: 500, text: "RPC_CALL_FAIL" },
  { errorCode: 500, text: "INTERNAL" },
  { errorCode: -503, text: "Timeout" },
  { errorCode: 400, text: "CHAOS_REFUSED" },
] as const;

const CALL_ACTIONS = ["resetBeforeCall", "resetBeforeAnswer", "closeAfterAnswer", "loseAnswer", "answerTwice", "silence"] as const;
const WIRE_ACTIONS = ["reset", "close", "garbage", "hugeLength", "emptyPacket"] as const;

/** What a server can do to a client, picked at random. */
export function blow(server: TestServer, random: Random): Blow {
  const { faults } = server;
  const skip = random.below(4);
  const times = 1 + random.below(3);
  switch (random.below(15)) {
    case 0:
    case 1:
    case 2: {
      const action = random.pick(CALL_ACTIONS);
      return { words: `calls: ${action} ×${times}`, strike: () => faults.add({ kind: "call", action, skip, times }) };
    }
    case 3:
    case 4: {
      const action = random.pick(ERRORS);
      return { words: `calls: ${action.text} ×${times}`, strike: () => faults.add({ kind: "call", action, skip, times, method: "messages.sendMessage" }) };
    }
    case 5: {
      const delayMs = 20 + random.below(300);
      return { words: `calls: ${delayMs} ms late ×${times}`, strike: () => faults.add({ kind: "call", action: { delayMs }, skip, times }) };
    }
    case 6: {
      const action = random.pick(WIRE_ACTIONS);
      return { words: `packet: ${action}`, strike: () => faults.add({ kind: "wire", at: "encrypted", action, skip }) };
    }
    case 7: {
      const transportError = random.pick([-404, -429]);
      return { words: `packet: ${transportError}`, strike: () => faults.add({ kind: "wire", at: "encrypted", action: { transportError } }) };
    }
    case 8:
      return { words: "bad salt", strike: () => faults.add({ kind: "badSalt", skip }) };
    case 9:
    case 10: {
      const code = random.pick(BAD_MESSAGE_CODES);
      return { words: `bad message ${code}`, strike: () => faults.add({ kind: "badMessage", code, skip }) };
    }
    case 11: {
      const action = random.pick(["reset", "close"] as const);
      return {
        words: `connections reset; the next: ${action}`,
        strike: () => {
          faults.add({ kind: "wire", at: "connect", action });
          server.resetConnections();
        },
      };
    }
    case 12: {
      const pace = { segmentBytes: random.pick([1, 7, 100]), delayMs: random.below(20) };
      return {
        words: `connections reset; the next is slow: ${pace.segmentBytes} B, ${pace.delayMs} ms`,
        strike: () => {
          faults.add({ kind: "pace", ...pace });
          server.resetConnections();
        },
      };
    }
    case 13: {
      const awayMs = 50 + random.below(300);
      return { words: `DC down for ${awayMs} ms`, strike: () => server.script().stopDc(HOME).wait(awayMs).startDc(HOME) };
    }
    default:
      return rareBlow(server, random);
  }
}

/** What loses more than a connection. */
function rareBlow(server: TestServer, random: Random): Blow {
  switch (random.below(4)) {
    case 0:
      return { words: "sessions forgotten", strike: () => server.forgetSessions() };
    case 1:
      return { words: "temporary keys forgotten", strike: () => server.forgetKeys("temporary") };
    case 2: {
      const ms = (random.chance(0.5) ? 1 : -1) * (10 + random.below(600)) * 1000;
      return { words: `clock moved by ${ms / 1000} s`, strike: () => void (server.clock.offsetMs += ms) };
    }
    default:
      return { words: "connections silent", strike: () => server.silenceConnections() };
  }
}
