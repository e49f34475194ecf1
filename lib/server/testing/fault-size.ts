/**
 * How hard the fault tests try (product.md section 8). The suite runs a share that fits into `npm test`;
 * HANDRAIL_FAULTS=full runs the counts of the table. docs/operating.md, "Trying to break it", has the commands.
 */
const full = process.env.HANDRAIL_FAULTS === 'full'

export function faultSize(inSuite: number, onDemand: number): number {
  return full ? onDemand : inSuite
}
