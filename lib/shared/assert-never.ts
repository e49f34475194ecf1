/** Ends a switch over a closed set: adding a member without handling it stops the build. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`)
}
