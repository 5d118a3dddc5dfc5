import { FaultScript, type ScriptedServer } from "./FaultScript.js";

/** The stories that a server is told. */
export class FaultScripts {
  readonly #server: ScriptedServer;
  readonly #scripts = new Set<FaultScript>();

  constructor(server: ScriptedServer) {
    this.#server = server;
  }

  begin(): FaultScript {
    const script = new FaultScript(this.#server);
    this.#scripts.add(script);
    return script;
  }

  /** The server stops: whoever waits for a story hears that it will not go on. */
  end(): void {
    for (const script of this.#scripts) script.cancel();
    this.#scripts.clear();
  }
}
