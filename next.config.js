// A self-hosted product reports to nobody: neither its build nor its server.
process.env.NEXT_TELEMETRY_DISABLED = '1'

/** Large enough for a contact list of 100,000 rows; the import itself has its own, named limits. */
const LARGEST_UPLOAD = '64mb'

/** @type {import('next').NextConfig} */
const config = {
  distDir: process.env.NEXT_DIST_DIR || '.next',
  reactStrictMode: true,
  poweredByHeader: false,
  compress: true,
  serverExternalPackages: [
    'better-sqlite3',
    'pg',
    '@node-rs/argon2',
    'pino',
    'sharp',
    'undici',
    '@prisma/adapter-better-sqlite3',
    '@prisma/adapter-pg',
  ],
  experimental: {
    // `forbidden()` and `unauthorized()` answer with their own status and page.
    authInterrupts: true,
    serverActions: { bodySizeLimit: LARGEST_UPLOAD },
    proxyClientMaxBodySize: LARGEST_UPLOAD,
  },
  // The development server is opened as 127.0.0.1 by tests and as localhost by people.
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
  // Types are checked by `npm test`; the build of a clean clone does not need to do it twice.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // Browsers ask for it on answers that are no pages and so name no icon.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  // The development log would print what people type into forms, passwords included.
  logging: { serverFunctions: false },
}

export default config
