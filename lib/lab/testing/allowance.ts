/** The `host:port` pairs a test lets the address guard pass. Alone in its file: the environment is made of it. */
export const allowance: { hosts: string[] } = { hosts: [] }
