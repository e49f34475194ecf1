const WIDTH = 120
const HEIGHT = 28

/** The points of a line through the values, in the picture's own units; a flat line lies in the middle. */
export function sparklinePoints(values: readonly number[], size = { width: WIDTH, height: HEIGHT }): string {
  if (values.length === 0) return ''
  const low = Math.min(...values)
  const span = Math.max(...values) - low
  const step = values.length === 1 ? 0 : size.width / (values.length - 1)
  const y = (value: number) => (span === 0 ? size.height / 2 : 2 + (1 - (value - low) / span) * (size.height - 4))
  return values.map((value, index) => `${(index * step).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
}

/** A small line without axes; `label` says in words what it shows, since the picture alone cannot be read aloud. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-7 w-[120px] text-accent"
    >
      <polyline
        points={sparklinePoints(values)}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
