// Never finishes cleaning up: only a second signal ends it.
import { idle } from "heliogram";

const stopped = idle();
console.log("waiting");
await stopped;
console.log("cleaning up");
await new Promise((resolve) => setTimeout(resolve, 1_000_000));
