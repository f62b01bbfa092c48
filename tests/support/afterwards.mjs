// What a test undoes when it ends: the last thing made goes first, and what cannot be undone keeps nothing else from going.
// A server that is left running would keep its test file, and with it the whole run, from ending.
const stacks = new WeakMap();

/** Has `work` done when the test `t` ends, before everything asked for earlier. */
export function afterwards(t, work) {
  const known = stacks.get(t);
  if (known) {
    known.push(work);
    return;
  }
  const stack = [work];
  stacks.set(t, stack);
  t.after(() => undo(...stack.reverse()));
}

/** Does each of `works` in order, whatever became of the others; throws what they threw. */
export async function undo(...works) {
  const failures = [];
  for (const work of works) {
    try {
      await work();
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length) throw failures.length === 1 ? failures[0] : new AggregateError(failures, 'not undone');
}
