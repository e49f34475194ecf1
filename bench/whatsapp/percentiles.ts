/** Durations in milliseconds, and what share of them is shorter than what. */
export class Durations {
  #values = new Float64Array(1_024)
  #count = 0

  add(milliseconds: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#count++] = milliseconds
  }

  get count(): number {
    return this.#count
  }

  /** The smallest value that at least this share of all values does not exceed; 0 when there are none. */
  percentile(share: number): number {
    if (this.#count === 0) return 0
    const sorted = this.#values.slice(0, this.#count).sort()
    return sorted[Math.min(this.#count - 1, Math.max(0, Math.ceil(this.#count * share) - 1))] ?? 0
  }
}
