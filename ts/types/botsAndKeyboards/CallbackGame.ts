/** Marks the button that starts a game. `true` does as well. */
export class CallbackGame {
  readonly callbackGame = true;
}
