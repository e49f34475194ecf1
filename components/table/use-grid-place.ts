'use client'

import { useRef, useState } from 'react'
import { clampPlace, type GridPlace, type GridSize, placeAt } from './grid-rules'

export type GridPlacement = {
  place: GridPlace
  /** Moves; with `focus` the keyboard goes along. */
  go: (place: GridPlace, focus?: boolean) => void
  /** True once after a move that takes the keyboard along: whoever draws the cells asks, and gives the focus. */
  takeFocusWish: () => boolean
}

/** Where one is in a grid. The place outlives a list that became shorter: it is then the nearest cell. */
export function useGridPlace(size: GridSize): GridPlacement {
  const [held, setHeld] = useState<GridPlace>(() => placeAt(0, 0))
  const wish = useRef(false)
  return {
    place: clampPlace(held, size),
    go(place, focus = true) {
      wish.current = focus
      setHeld(place)
    },
    takeFocusWish() {
      const wished = wish.current
      wish.current = false
      return wished
    },
  }
}
