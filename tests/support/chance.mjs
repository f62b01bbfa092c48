// Random numbers from a printed seed, so that a failing run can be run again.

export class Chance {
  #state;

  constructor(seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)) {
    this.seed = seed;
    this.#state = seed >>> 0;
  }

  /** In [0, 1): mulberry32. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  between(low, high) {
    return low + this.next() * (high - low);
  }

  happens(probability) {
    return this.next() < probability;
  }
}
