import { ContinuePropagation, StopPropagation } from "../updates/dispatch/index.js";
import { TlView } from "./TlView.js";

/** What a handler gets. */
export abstract class UpdateObject extends TlView {
  /** Ends the handler: no other handler sees this update. @throws StopPropagation always */
  stopPropagation(): never {
    throw new StopPropagation();
  }

  /** Ends the handler: the next handler of the same group that fits is called too. @throws ContinuePropagation always */
  continuePropagation(): never {
    throw new ContinuePropagation();
  }
}
