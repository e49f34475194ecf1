/** The one schema, as written for one of the two databases: a schema's provider is static. */
export function schemaFor(provider: 'sqlite' | 'postgresql', schema: string): string {
  return schema
    .replace('output       = "./generated/sqlite"', `output       = "./${provider}"`)
    .replace('provider = "sqlite"', `provider = "${provider}"`)
}
