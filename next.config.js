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
    '@prisma/adapter-better-sqlite3',
    '@prisma/adapter-pg',
  ],
  // Types are checked by `npm test`; the build of a clean clone does not need to do it twice.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
}

export default config
