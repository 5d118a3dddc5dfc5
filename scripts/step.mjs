// One line for each step of the work: its name at once, its time when it is over.

const WIDTH = 44;

/**
 * Shows `label`, runs `action`, shows how long it took. Its failure is shown and thrown on.
 * @template T
 * @param {string} label @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function step(label, action) {
  const startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s`;
  const head = `${label} `.padEnd(WIDTH, ".");
  const isTerminal = process.stdout.isTTY === true;
  process.stdout.write(head);
  // On a terminal the clock runs, so that nobody takes a long compilation for a hang.
  const clock = isTerminal
    ? setInterval(() => process.stdout.write(`\r${head}${seconds()}`), 1000)
    : undefined;
  try {
    const result = await action();
    clearInterval(clock);
    process.stdout.write(`${isTerminal ? `\r${head}` : ""}${seconds()}\n`);
    return result;
  } catch (error) {
    clearInterval(clock);
    process.stdout.write(`${isTerminal ? `\r${head}` : ""}${seconds()}  FAILED\n`);
    throw error;
  }
}
