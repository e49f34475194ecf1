/** Which rows are in sight. Only the line that says so is drawn again when it changes, and not the sheet. */
export class Sight {
  private listeners = new Set<() => void>()
  private now = { first: 0, last: 0 }

  readonly see = (first: number, last: number): void => {
    if (this.now.first === first && this.now.last === last) return
    this.now = { first, last }
    for (const listener of this.listeners) listener()
  }

  readonly read = (): { first: number; last: number } => this.now

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
