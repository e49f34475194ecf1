/** The order of sending: that of the plan, or another one in every run. */
export function orderOf(count: number, disorder: boolean, seed: string): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  if (!disorder) return order
  let state = [...seed].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7)
  for (let i = count - 1; i > 0; i -= 1) {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    const j = state % (i + 1)
    const [one, other] = [order[i] ?? i, order[j] ?? j]
    order[i] = other
    order[j] = one
  }
  return order
}
