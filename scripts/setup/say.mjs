/** One line to the person who waits; standard output belongs to results. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}
