/** @type {import('next').NextConfig} */
export default {
  typedRoutes: true,
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` checks types. A build doesn't repeat it.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // Two checkouts of the server may build side by side (the end-to-end tests do).
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  experimental: {
    authInterrupts: true,
    serverActions: { bodySizeLimit: '10mb' },
    // What a link has fetched ahead; components/ui/fetched-ahead.ts counts on it.
    staleTimes: { static: 30 },
    // Loading every page at startup takes 25 MB, and makes no first visit faster.
    preloadEntriesOnStart: false,
  },
  serverExternalPackages: ['@electric-sql/pglite', 'pg', '@node-rs/argon2', 'pino', 'prom-client'],
  images: { unoptimized: true },
  redirects: async () => [
    // For people who shorten the URL of another page.
    {
      source: '/:company/:app/:environment(sandbox|production)',
      destination: '/:company/:app/:environment/overview',
      permanent: false,
    },
  ],
}
