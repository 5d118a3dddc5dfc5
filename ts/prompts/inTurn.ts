/** The last question of each input. */
const last = new WeakMap<object, Promise<unknown>>();

/** Asks when all earlier questions of the same input are answered: several clients may share a terminal. */
export async function inTurn<T>(input: object, ask: () => Promise<T>): Promise<T> {
  const answer = (last.get(input) ?? Promise.resolve()).then(ask);
  last.set(input, answer.catch(() => undefined));
  return await answer;
}
